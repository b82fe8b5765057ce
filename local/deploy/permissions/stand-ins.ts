import type { StandsFor } from '../../iam/permissions.ts';
import type { LambdaFunction } from '../../services/lambda/lambda-function.ts';
import { functionNameOf } from '../../services/lambda/resources/event-source-mapping.ts';
import { isEmailProtocol } from '../../services/sns-sqs/email-subscription.ts';
import { eventQueue, inboxQueue } from '../../services/sns-sqs/resources/subscription.ts';
import type { SubscriptionConfiguration } from '../../services/sns-sqs/resources/topic.ts';

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
