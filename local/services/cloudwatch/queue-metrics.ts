import type { QueueSample } from '../sns-sqs/sampling/queue-sample.ts';
import { startOf } from './metric.ts';
import type { MetricStore } from './metric-store.ts';

export const SQS_NAMESPACE = 'AWS/SQS';

/**
 * How a metric of SQS is read from what a queue held, and did, in a minute; `end` is when that was looked at. Some are
 * reported only while there is something to report, as CloudWatch's page says of what is in flight; a kinder stack would
 * hide what an alarm misses by that.
 */
const VALUES: Readonly<Record<string, (sample: QueueSample, end: number) => number | undefined>> = {
  ApproximateAgeOfOldestMessage: ({ oldestSince }, end) =>
    oldestSince === undefined ? undefined : Math.max(0, Math.floor((end - oldestSince) / 1000)),
  ApproximateNumberOfMessagesDelayed: ({ delayed }) => delayed || undefined,
  ApproximateNumberOfMessagesNotVisible: ({ notVisible }) => notVisible || undefined,
  ApproximateNumberOfMessagesVisible: ({ visible }) => visible,
  NumberOfEmptyReceives: ({ emptyReceives }) => emptyReceives,
  NumberOfMessagesDeleted: ({ deleted }) => deleted,
  NumberOfMessagesReceived: ({ received }) => received,
  NumberOfMessagesSent: ({ sent }) => sent,
};

/** The metrics of SQS that the local stack has, each by queue. */
export const SQS_METRICS: readonly string[] = Object.keys(VALUES);

/**
 * Puts what queues held into the store: one value for each minute, as of its end.
 *
 * @param until when the minute that has not ended was looked at.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function storeSamples(samples: readonly QueueSample[], until: number, store: MetricStore): void {
  for (const sample of samples) {
    for (const [name, read] of Object.entries(VALUES)) {
      const series = store.open({ namespace: SQS_NAMESPACE, name, dimensions: { QueueName: sample.queue } });
      for (let minute = sample.first; minute <= sample.last; minute += 1) {
        const value = read(sample, Math.min(startOf(minute + 1), until));
        if (value === undefined) series?.delete(minute);
        else series?.set(minute, value);
      }
    }
  }
}
