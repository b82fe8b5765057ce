import type { StandsFor } from '../../iam/permissions.ts';
import type { LambdaFunction } from '../../services/lambda/lambda-function.ts';
import { isEmailProtocol } from '../../services/sns-sqs/email-subscription.ts';
import { functionNameOf } from '../mappings.ts';
import { eventQueue, inboxQueue } from '../pollers.ts';
import type { SubscriptionConfiguration } from '../topics.ts';

/** What the stack's own queues stand for at topics: functions, whose permission counts, and inboxes, which take anything. */
export function standInsOf(
  subscriptions: readonly SubscriptionConfiguration[],
  functions: ReadonlyMap<string, LambdaFunction>,
): Record<string, StandsFor> {
  const standIns = subscriptions.flatMap((subscription): [string, StandsFor][] => {
    const { protocol, endpoint } = subscription;
    if (isEmailProtocol(protocol)) return [[inboxQueue(subscription).arn, 'anybody']];
    const target = protocol === 'lambda' ? functions.get(functionNameOf(endpoint)) : undefined;
    if (!target) return [];
    return [[eventQueue(subscription, target.name).arn, { functionArn: target.configuration.arn }]];
  });
  return Object.fromEntries(standIns);
}
