import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** The depth of a queue as the mean of a minute's samples, of which there may be several. */
const VISIBLE = 'visible / samples';
/**
 * The same with what is hidden. CloudWatch reports that only while there is some, so there may be fewer samples of it: their
 * sum counts, and not the mean of those that there are.
 */
const ALL = '(visible + FILL(hidden, 0)) / samples';

/**
 * How many notifications SNS lost: their copy for the dead-letter queue of the subscription failed as well, as that of one
 * with more than ten attributes does.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export function lostBy(topic: ITopic): IMetric {
  return topic.metric('NumberOfNotificationsFailedToRedriveToDlq', { statistic: 'Sum' });
}

/**
 * How many messages arrived in a dead-letter queue within each period, or were to arrive and are `lost`. No metric of SQS
 * tells it alone:
 * - `sent` counts what was written, though somebody drained it between two samples of the depth, but not what a queue
 *   moved here by its redrive policy;
 * - the depth shows that too, but is as high while old dead letters lie here, so only its growth counts;
 * - a listing hides messages and gives them back, by which `visible` grows and what it has with `hidden` does not. Means
 *   of a minute add up; maxima do not: of two samples in the minute, one may have all as visible, the other as hidden;
 * - `hidden` is known to read 1 for nothing, by which both together grow and `visible` does not.
 * What a redrive policy moves in the very minute of a listing may go unseen, when an operator is at work anyway.
 *
 * A gap is filled with the sample before it; where there is none, with 0: SQS stops its metrics for a queue that was
 * empty and untouched for six hours, and the first message after that must not be missed.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function arrivalsIn(queue: IQueue, period: Duration, lost?: IMetric): MathExpression {
  const others = lost ? ', FILL(lost, 0)' : '';
  return new MathExpression({
    expression: `MAX([FILL(sent, 0), MIN([${growthOf(VISIBLE)}, ${growthOf(ALL)}])${others}])`,
    usingMetrics: {
      sent: queue.metricNumberOfMessagesSent({ statistic: 'Sum' }),
      visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Sum' }),
      samples: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'SampleCount' }),
      hidden: queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Sum' }),
      ...(lost && { lost }),
    },
    period,
    label: 'Arrived',
  });
}

function growthOf(depth: string): string {
  return `DIFF(FILL(FILL(${depth}, REPEAT), 0))`;
}
