import { matchesAny } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { permissionsOf } from '../policy/role.ts';
import type { Statement, Statements } from '../policy/statements.ts';
import type { Templates } from '../templates.ts';
import type { FunctionCode } from './code.ts';
import { type MailCall, mailCallsIn, SEND_ACTIONS } from './mail-calls.ts';
import type { SendsMail } from './pipeline.ts';

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
    const calls = this.calls(fn);
    if (!(calls instanceof Unknown)) return calls.length > 0;
    return new Unknown(`its role does not tell, and ${calls.reason}`);
  }

  /** The operations of SES by which a function's code sends. */
  calls(fn: Resource): readonly MailCall[] | Unknown {
    const found = this.#code.find(fn, mailCallsIn);
    if (found instanceof Unknown) return found;
    const calls = found.filter((code) => code !== 'bundled').flat();
    if (calls.length > 0 || found.length === 0) return calls;
    return new Unknown('an SDK of SES is bundled into its code');
  }

  /** The statements that let a function send, with the actions that do. */
  grants(fn: Resource): Statement[] {
    return this.permissions(fn).statements.flatMap((statement) => {
      const actions = statement.actions.filter((pattern) => matchesAny(pattern, SEND_ACTIONS));
      return statement.effect === 'Allow' && actions.length > 0 ? [{ ...statement, actions }] : [];
    });
  }

  /** What the function's role denies for every sender, under no condition. */
  denials(fn: Resource): string[] {
    return this.permissions(fn).statements.flatMap(({ effect, actions, resources, conditions }) =>
      effect === 'Deny' && conditions.length === 0 && resources.includes('*')
        ? actions.filter((pattern) => matchesAny(pattern, SEND_ACTIONS))
        : [],
    );
  }

  /** Everything that the function's role may do. */
  permissions(fn: Resource): Statements {
    const known = this.#permissions.get(fn);
    if (known) return known;
    const permissions = permissionsOf(fn.property('Role'), fn, this.#templates);
    this.#permissions.set(fn, permissions);
    return permissions;
  }
}
