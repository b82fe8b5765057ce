import { queuesOf } from '../pipeline/dead-letters.ts';
import { isAboutEveryone } from '../policy/principals.ts';
import { policyOf } from '../policy/resource-policy.ts';
import type { Statement } from '../policy/statements.ts';
import { notChecked, type Problem, type Rule } from './rule.ts';

/** Conditions that say who may, or from where. */
const RESTRICTING =
  /^aws:(?:source(?:arn|account|owner|orgid|orgpaths|vpc|vpce|ip)|principal(?:orgid|orgpaths|account|arn|tag\/.*|type|servicename.*)|userid)$/i;

/** Operators that hold, too, for those who have no such key. */
const LOOSE = /not|null|ifexists|forallvalues/i;

/**
 * Neither the topic nor a queue is open to everyone. Whoever may write to them sends mail in your name; whoever may read a
 * dead-letter queue reads what you send.
 */
export const openToEveryone: Rule<'open-to-everyone'> = {
  id: 'open-to-everyone',
  asks: 'neither the topic nor a queue is open to everyone',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
  check(pipeline, { templates }) {
    const resources = [...(pipeline.topic ? [pipeline.topic] : []), ...queuesOf(pipeline, templates)];
    return resources.flatMap((resource): Problem[] => {
      const { statements, unknown } = policyOf(resource, templates);
      if (statements.some((statement) => statement.effect === 'Allow' && isOpen(statement))) {
        const what = resource === pipeline.topic ? 'topic' : 'queue';
        return [
          {
            resource,
            severity: 'error',
            message: `The policy of the ${what} lets everyone in: a statement allows the principal * and no condition says who.`,
            remedy: 'Name the principals, or add a condition such as aws:SourceArn or aws:PrincipalOrgID.',
          },
        ];
      }
      return unknown ? [notChecked(resource, 'whether its policy is open to everyone', unknown)] : [];
    });
  },
};

/** Whether a statement means everyone, and no condition narrows it. */
export function isOpen(statement: Statement): boolean {
  if (!isAboutEveryone(statement)) return false;
  return !statement.conditions.some(
    ({ key, name, values }) =>
      RESTRICTING.test(key) && !LOOSE.test(name) && !values.some((value) => value === '*'),
  );
}
