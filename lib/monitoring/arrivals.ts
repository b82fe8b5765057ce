import type { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/**
 * How many messages arrived in a dead-letter queue within each period. No metric of SQS tells it alone:
 * - `sent` counts what was written, though somebody drained it between two samples of the depth, but not what a queue
 *   moved here by its redrive policy;
 * - the depth shows that too, but is as high while old dead letters lie here, so only its growth counts;
 * - a listing hides messages and gives them back, by which `visible` grows and `visible + hidden` does not;
 * - `hidden` is known to read 1 for nothing, by which the sum grows and `visible` does not.
 * What a redrive policy moves in the very minute of a listing may go unseen, when an operator is at work anyway.
 *
 * A gap is filled with the sample before it; where there is none, with 0: SQS stops its metrics for a queue that was
 * empty and untouched for six hours, and the first message after that must not be missed.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function arrivalsIn(queue: IQueue, period: Duration): MathExpression {
  return new MathExpression({
    expression:
      'MAX([FILL(sent, 0), MIN([DIFF(FILL(FILL(visible, REPEAT), 0)), DIFF(FILL(FILL(visible + hidden, REPEAT), 0))])])',
    usingMetrics: {
      sent: queue.metricNumberOfMessagesSent({ statistic: 'Sum' }),
      visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      hidden: queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' }),
    },
    period,
    label: 'Arrived',
  });
}
