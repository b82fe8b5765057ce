import type { LostNotification } from '../sns-sqs/sampling/queue-sample.ts';
import type { MetricDatum } from './metric.ts';

export const SNS_NAMESPACE = 'AWS/SNS';

const LOST = 'NumberOfNotificationsFailedToRedriveToDlq';

/** The metrics of SNS that the local stack has, each by topic. */
export const SNS_METRICS: readonly string[] = [LOST];

/**
 * What SNS measures of a notification that it could not even put into the dead-letter queue of a subscription.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export function lostMetric({ topic, at }: LostNotification): MetricDatum {
  return { namespace: SNS_NAMESPACE, name: LOST, dimensions: { TopicName: topic }, at, values: [1] };
}
