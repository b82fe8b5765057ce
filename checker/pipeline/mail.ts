import { matchesAny } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { permissionsOf } from '../policy/role.ts';
import type { Statement, Statements } from '../policy/statements.ts';
import type { Templates } from '../templates.ts';
import type { FunctionCode } from './code.ts';
import type { SendsMail } from './pipeline.ts';

/**
 * The actions by which SES sends, in both of its APIs.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
 */
const SEND_ACTIONS = [
  'ses:SendEmail',
  'ses:SendRawEmail',
  'ses:SendTemplatedEmail',
  'ses:SendBulkTemplatedEmail',
  'ses:SendBulkEmail',
];

/** How the SDKs call them: a command or a method of JavaScript, a method of Python or Ruby. */
const SEND_CALL =
  /\bSend(?:Raw|Templated|BulkTemplated|Bulk)?Email(?:Command)?\b|\bsend_(?:raw_|templated_|bulk_templated_|bulk_)?email\b|\.sendEmail\b|\.sendRawEmail\b/;

/** An action that names every service grants sending, but does not tell that a function sends. */
const EVERY_ACTION = /^\*+$/;

/** What the templates tell of functions that send mail. */
export class MailKnowledge {
  readonly #templates: Templates;
  readonly #code: FunctionCode;
  readonly #permissions = new Map<Resource, Statements>();

  constructor(templates: Templates, code: FunctionCode) {
    this.#templates = templates;
    this.#code = code;
  }

  /** Whether a function sends mail: it may, or its code does. */
  sends(fn: Resource): SendsMail {
    if (this.grants(fn).some(({ actions }) => actions.some((action) => !EVERY_ACTION.test(action))))
      return true;
    const calls = this.#code.contains(fn, SEND_CALL);
    if (!(calls instanceof Unknown)) return calls;
    return new Unknown(`its role does not tell, and ${calls.reason}`);
  }

  /** The statements that let a function send, with the actions that do. */
  grants(fn: Resource): Statement[] {
    return this.permissions(fn).statements.flatMap((statement) => {
      const actions = statement.actions.filter((pattern) => matchesAny(pattern, SEND_ACTIONS));
      return statement.effect === 'Allow' && actions.length > 0 ? [{ ...statement, actions }] : [];
    });
  }

  /** Everything that the function's role may do. */
  permissions(fn: Resource): Statements {
    const known = this.#permissions.get(fn);
    if (known) return known;
    const permissions = permissionsOf(fn.property('Role'), this.#templates);
    this.#permissions.set(fn, permissions);
    return permissions;
  }
}
