import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { queuesBehindTopic } from '../pipeline/dead-letters.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { servicesPublishing } from '../pipeline/publishers.ts';
import { keyBehind, missingOnKey, serviceOfOwnKey } from '../policy/key-access.ts';
import { isAboutService, isAboutSns } from '../policy/principals.ts';
import { holdsFor } from '../policy/sender.ts';
import type { Statement } from '../policy/statements.ts';
import { type Facts, notChecked, type Problem, type Rule } from './rule.ts';

/** What SNS does with the key of a queue, and who publishes with that of a topic. */
const NEEDED = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * A key that encrypts a queue behind the topic lets SNS use it. Where it does not, SNS delivers nothing, and does not even
 * try again. The topic's own key lets the AWS services use it that publish to the topic, which the account's own never does.
 */
export const keyPolicy: Rule<'key-policy'> = {
  id: 'key-policy',
  asks: 'SNS may use the key of a queue behind the topic, and services that publish that of the topic',
  inFull:
    "SNS may use the key of a queue behind the topic, which it never may with `alias/aws/sqs`; AWS services that publish may use the topic's, which they never may with `alias/aws/sns`",
  severity: 'error',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
  check(pipeline, facts) {
    return [
      ...(pipeline.topic ? checkTopic(pipeline.topic, facts) : []),
      ...queuesBehindTopic(pipeline, facts.templates).flatMap((queue) => checkQueue(queue, pipeline, facts)),
    ];
  },
};

function checkTopic(topic: Resource, { templates }: Facts): Problem[] {
  const value = topic.property('KmsMasterKeyId');
  const services = servicesPublishing(topic, templates);
  if (value === undefined || value === '' || services.length === 0) return [];
  const names = services.map((service) => `${service}.amazonaws.com`).join(', ');
  if (serviceOfOwnKey(value) === 'sns') {
    const message = `The topic is encrypted with the account's own key for SNS, which ${names} may not use and whose policy nobody can change: what ${services.length === 1 ? 'it publishes' : 'they publish'} is lost.`;
    const remedy = `Use a key of your own whose policy allows ${NEEDED.join(' and ')} to ${names}.`;
    return [{ resource: topic, severity: 'error', message, remedy }];
  }
  const key = keyBehind(value, topic, templates);
  if (!key) {
    const unknown =
      value instanceof Unknown
        ? value
        : new Unknown(`the key ${templates.spell(value)} is not in the template`);
    return [notChecked(topic, `whether ${names} may use its key`, unknown)];
  }
  return services.flatMap((service): Problem[] => {
    // A condition may be on the service's source, of which the template says nothing.
    const isFor = (statement: Statement) => isAboutService(statement, service);
    const { missing, unknown } = missingOnKey(key, NEEDED, isFor);
    if (missing.length === 0) return [];
    if (unknown) return [notChecked(topic, `whether ${service}.amazonaws.com may use its key`, unknown)];
    const message = `${service}.amazonaws.com may publish to the topic, but not use its key ${key.logicalId} (${missing.join(', ')}): what it publishes is lost.`;
    const remedy = `Allow ${NEEDED.join(' and ')} to ${service}.amazonaws.com in the key's policy.`;
    return [{ resource: topic, severity: 'error', message, remedy }];
  });
}

function checkQueue(queue: Resource, pipeline: Pipeline, { templates }: Facts): Problem[] {
  const value = queue.property('KmsMasterKeyId');
  if (value === undefined || value === '') return [];
  if (value instanceof Unknown) return [notChecked(queue, 'whether SNS may use its key', value)];
  if (serviceOfOwnKey(value) === 'sqs') {
    const message =
      "The queue is encrypted with the account's own key for SQS, which SNS may not use and whose policy nobody can change: nothing is delivered.";
    const remedy = 'Use SqsManagedSseEnabled instead, or a key of your own whose policy lets SNS use it.';
    return [{ resource: queue, severity: 'error', message, remedy }];
  }
  const key = keyBehind(value, queue, templates);
  if (!key) {
    const unknown = new Unknown(`the key ${templates.spell(value)} is not in the template`);
    return [notChecked(queue, 'whether SNS may use its key', unknown)];
  }
  const sender = { topic: pipeline.topic, arn: pipeline.subscription?.topicArn };
  const { missing, unknown } = missingOnKey(
    key,
    NEEDED,
    (statement) => isAboutSns(statement) && holdsFor(statement, sender, templates),
  );
  if (missing.length === 0) return [];
  if (unknown) return [notChecked(key, 'whether SNS may use it', unknown)];
  return [
    {
      resource: key,
      severity: 'error',
      message: `SNS may not use the key of the queue ${queue.logicalId} (${missing.join(', ')}): nothing is delivered to it.`,
      remedy: `Allow ${NEEDED.join(' and ')} to sns.amazonaws.com in the key's policy, with the topic's ARN in aws:SourceArn.`,
    },
  ];
}
