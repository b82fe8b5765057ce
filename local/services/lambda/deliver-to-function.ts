import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { functionNameOf } from '../../deploy/function-name.ts';
import type { Deploying } from '../../deploy/resource-type.ts';
import { QueueReader } from '../sns-sqs/queue-reader.ts';
import { createProxyQueue, type Deliver } from '../sns-sqs/resources/subscription.ts';
import { AsynchronousInvocations } from './asynchronous-invocations.ts';
import { MAX_INIT_MILLISECONDS } from './execution-environment.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** What remains for receiving and deleting. */
const SETTLING_SECONDS = 10;

/** What delivering to a function needs. */
export interface FunctionDeliveryNeeds extends Deploying {
  readonly lambda: { readonly functions: ReadonlyMap<string, LambdaFunction> };
  readonly asynchronousRetrySeconds: readonly number[];
}

/** Delivers to a function that runs, whose permission counts. */
export const deliverToFunction: Deliver<FunctionDeliveryNeeds> = async (subscription, needs) => {
  const target = needs.lambda.functions.get(functionNameOf(subscription.endpoint));
  if (!target) return undefined;
  const { sqs, clock, asynchronousRetrySeconds, signal, log } = needs;
  const nameFor = (topicName: string) => [`events-of-${topicName}-for`, target.name] as const;
  const { url, arn, subscriptionArn } = await createProxyQueue(subscription, nameFor, needs);
  const Attributes = { VisibilityTimeout: String(eventVisibilitySeconds(target)) };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
  needs.proxy(arn, { functionArn: target.configuration.arn });
  return new AsynchronousInvocations(target, new QueueReader(sqs, url, signal, clock), {
    subscriptionArn,
    retrySeconds: asynchronousRetrySeconds,
    signal,
    log: (line) => log(target.name, line),
  });
};

/**
 * How long an event may be out of its queue: it waits for at most one invocation to end before its own begins, and each
 * may have a cold start before it. Were it shorter, an event that is being worked on would be given out again.
 */
function eventVisibilitySeconds({ configuration }: LambdaFunction): number {
  const invocationSeconds = Math.ceil((configuration.timeoutMilliseconds + MAX_INIT_MILLISECONDS) / 1000);
  return 2 * invocationSeconds + SETTLING_SECONDS;
}
