import type { Resource } from '../../template/resource.ts';
import { anyOf, Unknown } from '../../template/unknown.ts';
import { items } from '../../template/value.ts';
import { queuesBehindTopic } from '../pipeline/dead-letters.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { isAboutSns } from '../policy/principals.ts';
import { concerns, policiesOf } from '../policy/resource-policy.ts';
import { holdsFor, type Sender } from '../policy/sender.ts';
import { merge, type Statement, type Statements } from '../policy/statements.ts';
import type { Templates } from '../templates.ts';
import { isNarrowing, isOpen } from './open-to-everyone.ts';
import { type Facts, notChecked, type Problem, type Rule } from './rule.ts';

/**
 * The queue, and the one for what cannot be delivered, let the topic send and no other topic: `sns.amazonaws.com` is
 * SNS for everyone, so that without `aws:SourceArn` any account can have its topic write to the queue.
 */
export const queuePolicy: Rule<'queue-policy'> = {
  id: 'queue-policy',
  asks: 'the queue lets this topic, by its ARN, send to it, and no other',
  inFull:
    "the queue, and the subscription's dead-letter queue, let this topic send, and topics of no other account; they have one policy, and SNS takes the subscription",
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html',
  check(pipeline, facts) {
    return [
      ...checkEndpoint(pipeline, facts),
      ...queuesBehindTopic(pipeline, facts.templates).flatMap((queue) => checkQueue(queue, pipeline, facts)),
    ];
  },
};

/** What SNS refuses as the endpoint of a subscription. */
function checkEndpoint({ subscription, topic, queue }: Pipeline, { templates }: Facts): Problem[] {
  if (!subscription || !queue) return [];
  const { resource, endpoint } = subscription;
  const said = templates.said(endpoint)?.said;
  if (said !== undefined && said !== 'arn') {
    const message = `The subscription names the queue by ${said === 'url' ? 'its URL' : 'its name'}, and SNS asks for the ARN: it refuses the subscription.`;
    return [{ resource, severity: 'error', message, remedy: 'Give the Arn of the queue as the Endpoint.' }];
  }
  if (topic?.boolean(['FifoTopic'], false) !== false || queue.boolean(['FifoQueue'], false) !== true) {
    return [];
  }
  const message = 'A standard topic cannot feed a FIFO queue: SNS refuses the subscription.';
  const remedy = 'Make the topic a FIFO topic (FifoTopic: true), or subscribe a standard queue.';
  return [{ resource, severity: 'error', message, remedy }];
}

function checkQueue(queue: Resource, pipeline: Pipeline, { templates }: Facts): Problem[] {
  const policies = policiesOf(queue, templates);
  const { statements, unknown } = merge(policies);
  const letting = statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      isAboutSns(statement) &&
      concerns(statement, 'sqs:SendMessage', queue, templates) !== false,
  );
  const sender = { topic: pipeline.topic, arn: pipeline.subscription?.topicArn };
  const problems: Problem[] = [];
  const remedy =
    "Allow sqs:SendMessage to sns.amazonaws.com with the condition ArnEquals aws:SourceArn = the topic's ARN.";
  if (letting.some((each) => isForAnyTopic(each) && holdsFor(each, sender, templates) !== false)) {
    const message =
      'The queue lets topics of every account send to it: its policy does not name the topic in aws:SourceArn.';
    problems.push({ resource: queue, severity: 'error', message, remedy });
  }
  const access = accessOf(statements, queue, sender, templates);
  const losing = policies.filter((policy) => isWithout(policy, queue, sender, templates));
  if (access === true && policies.length > 1 && losing.length > 0) {
    const message = `The queue has ${policies.length} policies, of which SQS keeps only the one that is written last, and one of them does not let the topic send.`;
    const unite = 'Put all statements into one AWS::SQS::QueuePolicy.';
    return [...problems, { resource: queue, severity: 'error', message, remedy: unite }];
  }
  if (access === true) return problems;
  if (access instanceof Unknown || unknown) {
    const reason = access instanceof Unknown ? access : (unknown as Unknown);
    return [...problems, notChecked(queue, 'whether the topic may send to the queue', reason)];
  }
  const byWrongName = misnamedOwner(queue, templates);
  const message = byWrongName
    ? `The policy ${byWrongName.logicalId} names the queue by ${byWrongName.by}, which SQS takes for no queue: it asks for the URL, so the topic may not send.`
    : 'The queue does not let the topic send to it: SNS gives up at once what the queue refuses.';
  return [
    ...problems,
    {
      resource: queue,
      severity: 'error',
      message,
      remedy: byWrongName ? 'Give the Ref of the queue in Queues.' : remedy,
    },
  ];
}

/** Whether the topic may send: something lets it, and nothing denies it. */
function accessOf(
  statements: readonly Statement[],
  queue: Resource,
  sender: Sender,
  templates: Templates,
): boolean | Unknown {
  const applying = (effect: Statement['effect']) =>
    statements
      .filter((statement) => statement.effect === effect && isAboutSns(statement))
      .map((statement) => {
        const about = concerns(statement, 'sqs:SendMessage', queue, templates);
        const holds = about === false ? false : holdsFor(statement, sender, templates);
        return holds === true ? about : holds;
      });
  const isDenied = anyOf(applying('Deny'));
  if (isDenied === true) return false;
  const isAllowed = anyOf(applying('Allow'));
  return isAllowed === true && isDenied instanceof Unknown ? isDenied : isAllowed;
}

/** Whether one of several policies would, by itself, not let the topic send. */
function isWithout(policy: Statements, queue: Resource, sender: Sender, templates: Templates): boolean {
  return policy.unknown === undefined && accessOf(policy.statements, queue, sender, templates) === false;
}

/** A policy that is meant for the queue, and names it by something else than its URL. */
function misnamedOwner(queue: Resource, templates: Templates): { logicalId: string; by: string } | undefined {
  for (const policy of templates.ofType('AWS::SQS::QueuePolicy')) {
    for (const owner of items(policy.property('Queues'))) {
      const said = templates.said(owner);
      if (said?.resource !== queue || said.said === 'url' || said.said === undefined) continue;
      return { logicalId: policy.logicalId, by: said.said === 'arn' ? 'its ARN' : 'its name' };
    }
  }
  return undefined;
}

/** What is open to more than SNS is told by another rule. */
function isForAnyTopic(statement: Statement): boolean {
  return !isOpen(statement) && !statement.conditions.some(isNarrowing);
}
