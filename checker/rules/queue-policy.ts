import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { queuesBehindTopic } from '../pipeline/dead-letters.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { isAboutSns } from '../policy/principals.ts';
import { concerns, policyOf, sourceArns } from '../policy/resource-policy.ts';
import type { Statement } from '../policy/statements.ts';
import { isOpen } from './open-to-everyone.ts';
import { type Facts, notChecked, type Problem, type Rule } from './rule.ts';

/** An ARN by which the topics of every account are meant. */
const ANY_ACCOUNT = /^(?:\*|arn:[^:]*:sns:[^:]*:\*:.*|arn:[^:]*:sns:\*)$/;

/**
 * The queue, and the one for what cannot be delivered, let the topic send and no other topic: `sns.amazonaws.com` is
 * SNS for everyone, so that without `aws:SourceArn` any account can have its topic write to the queue.
 */
export const queuePolicy: Rule<'queue-policy'> = {
  id: 'queue-policy',
  asks: 'the queue lets this topic, by its ARN, send to it, and no other',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html',
  check(pipeline, facts) {
    return queuesBehindTopic(pipeline, facts.templates).flatMap((queue) =>
      checkQueue(queue, pipeline, facts),
    );
  },
};

function checkQueue(queue: Resource, pipeline: Pipeline, { templates }: Facts): Problem[] {
  const { statements, unknown } = policyOf(queue, templates);
  const letting = statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      isAboutSns(statement) &&
      concerns(statement, 'sqs:SendMessage', queue, templates),
  );
  const problems: Problem[] = [];
  const remedy =
    "Allow sqs:SendMessage to sns.amazonaws.com with the condition ArnEquals aws:SourceArn = the topic's ARN.";
  if (letting.some(isForAnyTopic)) {
    const message =
      'The queue lets topics of every account send to it: its policy does not name the topic in aws:SourceArn.';
    problems.push({ resource: queue, severity: 'error', message, remedy });
  }
  const isTopic = (arn: Value) =>
    (pipeline.topic !== undefined && templates.resourceBehind(arn) === pipeline.topic) ||
    templates.isSameResource(arn, pipeline.subscription?.topicArn) ||
    matchesPattern(arn, pipeline.subscription?.topicArn);
  if (letting.some((statement) => sourceArns(statement)?.some(isTopic) ?? true)) return problems;
  const unsure = [
    unknown,
    pipeline.subscription?.topicArn,
    ...letting.flatMap((each) => sourceArns(each) ?? []),
  ];
  const reason = unsure.find((each) => each instanceof Unknown);
  if (reason instanceof Unknown) {
    return [...problems, notChecked(queue, 'whether the topic may send to the queue', reason)];
  }
  const message = 'The queue does not let the topic send to it: SNS gives up at once what the queue refuses.';
  return [...problems, { resource: queue, severity: 'error', message, remedy }];
}

/** What is open to more than SNS is told by another rule. */
function isForAnyTopic(statement: Statement): boolean {
  if (isOpen(statement)) return false;
  const arns = sourceArns(statement);
  return arns ? arns.some((arn) => typeof arn === 'string' && ANY_ACCOUNT.test(arn)) : true;
}

function matchesPattern(pattern: Value, arn: Value): boolean {
  return (
    typeof pattern === 'string' &&
    pattern.includes('*') &&
    (typeof arn !== 'string' || ANY_ACCOUNT.test(pattern) || matchesAction(pattern, arn))
  );
}
