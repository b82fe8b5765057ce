import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { ConditionTest } from '../../template/policy/document.ts';
import type { Value } from '../../template/value.ts';
import { queuesOf } from '../pipeline/dead-letters.ts';
import { isAboutEveryone } from '../policy/principals.ts';
import { policyOf } from '../policy/resource-policy.ts';
import type { Statement } from '../policy/statements.ts';
import { notChecked, type Problem, type Rule } from './rule.ts';

/** Conditions that say who may, or from where. */
const RESTRICTING =
  /^(?:aws:(?:source(?:arn|account|owner|orgid|orgpaths|vpc|vpce|ip)|principal(?:orgid|orgpaths|account|arn|tag\/.*|type|servicename.*)|userid)|sns:endpoint)$/i;

/** Operators that hold for others than those who are named. */
const NEGATED = /not|null/i;

/** Operators that hold, too, for those who have no such key. A service that acts for somebody always tells for whom. */
const HOLDING_WITHOUT = /ifexists|forallvalues/i;

/** Of whom a service acts for; without one of them, for whomever it is. */
const SOURCE = /^aws:source(?:arn|account|owner|orgid|orgpaths)$/i;

/** ARNs of any account, but for those of buckets, which have none, and addresses of anybody. */
const ANY_SOURCE =
  /^(?:\*+|0\.0\.0\.0\/0|::\/0|arn:[^:]*:(?!s3:)[^:]*:[^:]*:\*+(?::.*)?|arn:[^:]*:[^:]*:\*+|arn:[^:]*:\*+|arn:[^:]*:s3:[^:]*:[^:]*:\*+)$/;

/**
 * Neither the topic nor a queue is open to everyone. Whoever may write to them sends mail in your name; whoever may read a
 * dead-letter queue reads what you send.
 */
export const openToEveryone: Rule<'open-to-everyone'> = {
  id: 'open-to-everyone',
  asks: 'neither the topic nor a queue is open to everyone',
  inFull: 'no policy of the topic or a queue lets everyone in, or an AWS service for whomever it acts',
  severity: 'error',
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
      const services = [...new Set(statements.flatMap((statement) => openServices(statement)))];
      if (services.length > 0) {
        const what = resource === pipeline.topic ? 'topic' : 'queue';
        return [
          {
            resource,
            severity: 'error',
            message: `The policy of the ${what} lets ${services.join(', ')} in for whomever it acts, so that what is anybody's, of any account, may write to it.`,
            remedy:
              'Add the condition StringEquals aws:SourceAccount = your account, or ArnLike aws:SourceArn.',
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
    (test) => RESTRICTING.test(test.key) && isDecisive(test) && !HOLDING_WITHOUT.test(test.name),
  );
}

/** Whether a condition says for whom a service acts. */
export function isNarrowing(test: ConditionTest): boolean {
  return SOURCE.test(test.key) && isDecisive(test);
}

function isDecisive({ name, values }: ConditionTest): boolean {
  return !NEGATED.test(name) && !values.some(isAnySource);
}

/** Whether a pattern takes the sources of every account. */
export function isAnySource(value: Value): boolean {
  return typeof value === 'string' && ANY_SOURCE.test(value);
}

/** The services that a statement lets write for whomever they act. */
function openServices(statement: Statement): string[] {
  if (statement.effect !== 'Allow' || statement.conditions.some((test) => isNarrowing(test))) return [];
  if (!WRITING.some((action) => statement.actions.some((pattern) => matchesAction(pattern, action))))
    return [];
  return statement.principals.flatMap((principal) =>
    principal.type === 'Service' &&
    typeof principal.name === 'string' &&
    ACTING_FOR_ANYBODY.test(principal.name)
      ? principal.name
      : [],
  );
}

const WRITING = ['sns:Publish', 'sqs:SendMessage'];

/**
 * Services that write by their own name for resources of any account, and so have to be told for which. What SNS may is told by
 * another rule. Others write by a role of the account that the policy would have to name, as rules of EventBridge in other
 * accounts and Lambda do.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
const ACTING_FOR_ANYBODY =
  /^(?:s3|ses|cloudwatch|budgets|costalerts|codestar-notifications|backup|config|cloudtrail|events\.rds|rds|redshift|elasticache|dms|glacier|inspector)\.amazonaws\.com$/;
