import { isWildcard } from '../../template/policy/action-patterns.ts';
import { Unknown } from '../../template/unknown.ts';
import type { MailCall } from '../pipeline/mail-calls.ts';
import type { Statement } from '../policy/statements.ts';
import type { Problem, Rule } from './rule.ts';

/** Resources by which every identity of an account is meant. */
const EVERY_IDENTITY = /^(?:\*|arn:[^:]*:ses:[^:]*:[^:]*:(?:\*|identity\/\*)|arn:[^:]*:ses:\*|arn:[^:]*:\*)$/;

/** Conditions that say who sends, or to whom. */
const NARROWING = /^ses:(?:fromaddress|fromdisplayname|recipients|feedbackaddress)$/i;
const NEGATED = /not|null/i;

/**
 * A function that sends mail may send as its own sender only. One that may send as everybody, or do more with SES than
 * send, makes whatever gets into it a danger to every domain of the account.
 */
export const mailPermissionScope: Rule<'mail-permission-scope'> = {
  id: 'mail-permission-scope',
  asks: 'a function that sends mail may send as its own sender only',
  inFull:
    'a function that sends mail may send as its own sender only: no wildcard action, and an identity or a condition such as `ses:FromAddress`',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html',
  check({ function: fn }, { mail }) {
    if (!fn || mail.sends(fn) !== true) return [];
    const grants = mail.grants(fn);
    const problems: Problem[] = [];
    const wildcards = [...new Set(grants.flatMap(({ actions }) => actions.filter(isWildcard)))];
    if (wildcards.length > 0) {
      const message = `The role of the function may do more than send: it allows ${wildcards.join(', ')}.`;
      const remedy = `Allow only what its code calls: ${needed(mail.calls(fn))}.`;
      problems.push({ resource: fn, severity: 'warning', message, remedy });
    }
    if (grants.some(isForEverySender)) {
      const message =
        'The role of the function may send as every identity of the account: the permission names no identity and has no condition on the sender.';
      const remedy =
        'Allow it on the identity of the sender alone, or with the condition StringEquals ses:FromAddress.';
      problems.push({ resource: fn, severity: 'warning', message, remedy });
    }
    return problems;
  },
};

/** The actions that the calls need; an operation that has several takes the one that its content asks for. */
function needed(calls: readonly MailCall[] | Unknown): string {
  if (calls instanceof Unknown || calls.length === 0) return 'ses:SendEmail, or the like';
  return [...new Set(calls.map(({ allowedBy }) => allowedBy.join(' or ')))].join(', and ');
}

function isForEverySender({ resources, conditions }: Statement): boolean {
  const isNarrowed = conditions.some(
    ({ key, name, values }) =>
      NARROWING.test(key) && !NEGATED.test(name) && !values.some((value) => value === '*'),
  );
  return (
    !isNarrowed && resources.some((resource) => typeof resource === 'string' && EVERY_IDENTITY.test(resource))
  );
}
