import { isWildcard } from '../../template/policy/action-patterns.ts';
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
  source: 'https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html',
  check({ function: fn }, { mail }) {
    if (!fn || mail.sends(fn) !== true) return [];
    const grants = mail.grants(fn);
    const remedy =
      'Allow ses:SendEmail alone, on the identity of the sender or with the condition StringEquals ses:FromAddress.';
    const problems: Problem[] = [];
    const wildcards = [...new Set(grants.flatMap(({ actions }) => actions.filter(isWildcard)))];
    if (wildcards.length > 0) {
      const message = `The role of the function may do more than send: it allows ${wildcards.join(', ')}.`;
      problems.push({ resource: fn, severity: 'warning', message, remedy });
    }
    if (grants.some(isForEverySender)) {
      const message =
        'The role of the function may send as every identity of the account: the permission names no identity and has no condition on the sender.';
      problems.push({ resource: fn, severity: 'warning', message, remedy });
    }
    return problems;
  },
};

function isForEverySender({ resources, conditions }: Statement): boolean {
  const isNarrowed = conditions.some(
    ({ key, name, values }) =>
      NARROWING.test(key) && !NEGATED.test(name) && !values.some((value) => value === '*'),
  );
  return (
    !isNarrowed && resources.some((resource) => typeof resource === 'string' && EVERY_IDENTITY.test(resource))
  );
}
