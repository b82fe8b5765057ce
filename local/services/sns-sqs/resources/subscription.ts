import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { physicalName } from '../../../assembly/identity.ts';
import type { DeployDependencies } from '../../../deploy/resource-type.ts';
import { AsynchronousInvocations } from '../../lambda/asynchronous-invocations.ts';
import { EventSourceMapping } from '../../lambda/event-source-mapping.ts';
import { MAX_INIT_MILLISECONDS } from '../../lambda/execution-environment.ts';
import type { LambdaFunction } from '../../lambda/lambda-function.ts';
import { type DeclaredMapping, functionNameOf } from '../../lambda/resources/event-source-mapping.ts';
import { EmailSubscription, isEmailProtocol } from '../email-subscription.ts';
import { QueueReader } from '../queue-reader.ts';
import type { DeployedQueue } from './queue.ts';
import { type DeployedTopic, type SubscriptionConfiguration, subscribe } from './topic.ts';

/** What remains for receiving and deleting. */
const SETTLING_SECONDS = 10;

/** What a poller is made from. */
export interface PollerContext
  extends Omit<DeployDependencies, 'dynamodb' | 'endpoints' | 'recordMetric' | 'enforcement' | 'accountId'> {
  readonly topics: readonly DeployedTopic[];
  readonly queues: readonly DeployedQueue[];
  readonly functions: ReadonlyMap<string, LambdaFunction>;
}

/** Moves messages from a queue to a function until its signal aborts. */
export interface Poller {
  run(): Promise<void>;
}

/**
 * Subscribes a queue itself, a function or an email address by a queue of its own. None, where an end is not emulated.
 */
export async function connect(
  subscription: SubscriptionConfiguration,
  context: PollerContext,
): Promise<Poller | undefined> {
  const { protocol, endpoint, topicArn } = subscription;
  if (!context.topics.some(({ arn }) => arn === topicArn)) return undefined;
  if (protocol === 'sqs' && context.queues.some(({ arn }) => arn === endpoint)) {
    await subscribe(subscription, endpoint, context.sns);
  }
  if (isEmailProtocol(protocol)) return connectInbox(subscription, context);
  const target = protocol === 'lambda' ? context.functions.get(functionNameOf(endpoint)) : undefined;
  return target && connectFunction(subscription, target, context);
}

async function connectInbox(
  subscription: SubscriptionConfiguration,
  { sns, sqs, inbox, clock, signal, log }: PollerContext,
): Promise<Poller> {
  const queue = inboxQueue(subscription);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: queue.name }));
  await subscribe(subscription, queue.arn, sns);
  const reader = new QueueReader(sqs, QueueUrl, signal, clock);
  return new EmailSubscription(subscription, { reader, inbox, signal, log: (line) => log('inbox', line) });
}

async function connectFunction(
  subscription: SubscriptionConfiguration,
  target: LambdaFunction,
  { sns, sqs, clock, asynchronousRetrySeconds, signal, log }: PollerContext,
): Promise<Poller> {
  const queue = eventQueue(subscription, target.name);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: queue.name }));
  const Attributes = { VisibilityTimeout: String(eventVisibilitySeconds(target)) };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  const options = {
    subscriptionArn: await subscribe(subscription, queue.arn, sns),
    retrySeconds: asynchronousRetrySeconds,
    signal,
    log: (line: string) => log(target.name, line),
  };
  return new AsynchronousInvocations(target, new QueueReader(sqs, QueueUrl, signal, clock), options);
}

/** The queue that stands for an email address at a topic. */
export function inboxQueue({ topicArn, protocol, endpoint }: SubscriptionConfiguration): StackQueue {
  return stackQueue(topicArn, (topicName) =>
    physicalName(`${protocol}/${endpoint}`, `emails-of-${topicName}`),
  );
}

/** The queue that stands for a function at a topic. */
export function eventQueue({ topicArn }: SubscriptionConfiguration, functionName: string): StackQueue {
  return stackQueue(topicArn, (topicName) => physicalName(`events-of-${topicName}-for`, functionName));
}

/** A queue of the stack's own, which the template does not know. */
interface StackQueue {
  readonly name: string;
  readonly arn: string;
}

function stackQueue(topicArn: string, nameFor: (topicName: string) => string): StackQueue {
  const [, , , region, accountId, topicName = ''] = topicArn.split(':');
  const name = nameFor(topicName);
  return { name, arn: `arn:aws:sqs:${region}:${accountId}:${name}` };
}

/**
 * How long an event may be out of its queue: it waits for at most one invocation to end before its own begins, and each
 * may have a cold start before it. Were it shorter, an event that is being worked on would be given out again.
 */
function eventVisibilitySeconds({ configuration }: LambdaFunction): number {
  const invocationSeconds = Math.ceil((configuration.timeoutMilliseconds + MAX_INIT_MILLISECONDS) / 1000);
  return 2 * invocationSeconds + SETTLING_SECONDS;
}

/** The poller of a mapping, unless it is switched off or an end of it is not emulated. */
export function mappingPoller(
  mapping: DeclaredMapping,
  { sqs, region, clock, signal, log, queues, functions }: PollerContext,
): Poller | undefined {
  const queue = queues.find(({ arn }) => arn === mapping.queueArn);
  const target = functions.get(mapping.functionName);
  if (!queue || !target || !mapping.enabled) return undefined;
  const { visibilityTimeoutSeconds } = queue;
  const timeoutSeconds = target.configuration.timeoutMilliseconds / 1000;
  if (visibilityTimeoutSeconds < timeoutSeconds) {
    log(
      target.name,
      `AWS would refuse this mapping: ${queue.name} shows messages again after ${visibilityTimeoutSeconds} s, before the function's timeout of ${timeoutSeconds} s ends`,
    );
  }
  const configuration = { ...mapping, region, visibilityTimeoutSeconds };
  const reader = new QueueReader(sqs, queue.url, signal, clock);
  return new EventSourceMapping(configuration, target, reader, signal, (line) => log(target.name, line));
}
