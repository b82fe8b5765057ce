import { Duration } from 'aws-cdk-lib';
import {
  ComparisonOperator,
  type CreateAlarmOptions,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmKind, FeedbackAlarmKind } from '../../contract/alarms.ts';
import { METRICS } from '../../contract/metrics.ts';
import { HIGH } from '../../contract/reputation.ts';
import type { DeliveryPlan } from '../delivery-plan.ts';
import { arrivalsIn, lostBy } from './arrivals.ts';
import { emailerMetric } from './own-metrics.ts';
import type { AlarmSettings } from './props.ts';
import { bounceRate, complaintRate } from './reputation.ts';
import type { WatchedPipeline } from './watched-pipeline.ts';

/** When an alarm goes off. */
export interface AlarmRule extends CreateAlarmOptions {
  readonly metric: IMetric;
}

const ONE_MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);

/** An invocation that ended this close to its timeout has run into it, however its duration is rounded. */
const ROUNDING_MILLISECONDS = 1000;

/** The rule of each alarm of a pipeline; of those of feedback where it comes back. */
export type AlarmRules = Readonly<Record<Exclude<AlarmKind, FeedbackAlarmKind>, AlarmRule>> &
  Readonly<Partial<Record<FeedbackAlarmKind, AlarmRule>>>;

/** The rules of a pipeline's alarms. */
export function alarmRules(
  pipeline: WatchedPipeline,
  { backoff, visibilityTimeoutSeconds, timeoutSeconds }: DeliveryPlan,
  {
    oldAfterSeconds,
    dailyQuotaUsedPercent,
  }: Pick<AlarmSettings, 'oldAfterSeconds' | 'dailyQuotaUsedPercent'>,
): AlarmRules {
  const { topic, deadLetterQueue, undeliveredQueue, emailer } = pipeline;
  const period = FIVE_MINUTES;
  const sum = { statistic: 'Sum', period };
  const maximum = { statistic: 'Maximum', period };
  const timedOut = timeoutSeconds * 1000 - ROUNDING_MILLISECONDS;
  // What a worker took with it comes back after the queue's own delay, what it gave back after at most the longest hold.
  const comesBack = periodsBetween(visibilityTimeoutSeconds);
  const triedAgain = periodsBetween(backoff.unaskedHoldCapSeconds);
  return {
    DeadLetterArrived: anyOf(arrivalsIn(deadLetterQueue, ONE_MINUTE)),
    NotificationUndelivered: anyOf(arrivalsIn(undeliveredQueue, ONE_MINUTE, lostBy(topic))),
    NotificationsOld: lasting(triedAgain, oldest(pipeline), oldAfterSeconds),
    NotificationsHeld: lasting(triedAgain, emailerMetric(emailer, METRICS.held, sum), 1),
    EmailerErrors: lasting(comesBack, emailer.metricErrors(sum), 1),
    EmailerThrottles: lasting(comesBack, emailer.metricThrottles(sum), 1),
    EmailerTimeouts: lasting(comesBack, emailer.metricDuration(maximum), timedOut),
    DailyQuotaNearlyUsed: lastKnown(
      emailerMetric(emailer, METRICS.dailyQuotaUsed, maximum),
      dailyQuotaUsedPercent,
    ),
    ...feedbackRules(pipeline),
  };
}

/** SES tells the rates while the account sends, and AWS advises to keep to the last of them. */
function feedbackRules({
  feedbackDeadLetterQueue,
}: WatchedPipeline): Partial<Record<FeedbackAlarmKind, AlarmRule>> {
  if (feedbackDeadLetterQueue === undefined) return {};
  const average = { statistic: 'Average', period: FIVE_MINUTES };
  return {
    BounceRateHigh: lastKnown(bounceRate(average), HIGH.bounceRate),
    ComplaintRateHigh: lastKnown(complaintRate(average), HIGH.complaintRate),
    FeedbackDeadLetterArrived: anyOf(arrivalsIn(feedbackDeadLetterQueue, ONE_MINUTE)),
  };
}

/**
 * The age of the oldest notification. Each of the two is blind where the other sees: SQS's age leaves out what was
 * received three times and not deleted, and the emailer says nothing when it does not run.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
function oldest({ queue, emailer }: WatchedPipeline): MathExpression {
  return new MathExpression({
    expression: 'MAX([FILL(received, 0), FILL(waiting, 0)])',
    usingMetrics: {
      received: emailerMetric(emailer, METRICS.ageAtReceive, { statistic: 'Maximum' }),
      waiting: queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' }),
    },
    period: FIVE_MINUTES,
    label: 'Age of the oldest',
  });
}

/**
 * For so long it looks back, in minutes: the metrics of a queue that was empty and untouched may begin so late, and a
 * difference needs the sample before.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 */
const LATE = 15;
const LOOKS_BACK = LATE + 5;

/** Goes off at each arrival, and is ready for the next twenty minutes after the last: a burst wakes once. */
function anyOf(arrivals: IMetric): AlarmRule {
  return {
    metric: arrivals,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    evaluationPeriods: LOOKS_BACK,
    datapointsToAlarm: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}

/**
 * Goes off at once, and stays on until `periods` have passed without a breach. Where nothing is measured, nothing ran, so
 * nothing failed.
 */
function lasting(periods: number, metric: IMetric, threshold: number): AlarmRule {
  return {
    metric,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold,
    evaluationPeriods: periods,
    datapointsToAlarm: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}

/**
 * Follows the value that was measured last. The quota is read when there is something to send, every five minutes at
 * most; meanwhile it is neither known to have freed nor to have been used up.
 */
function lastKnown(metric: IMetric, threshold: number): AlarmRule {
  return {
    metric,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.IGNORE,
  };
}

/**
 * In how many periods one attempt and the next after `seconds` always have the first. Jitter only shortens a delay. Both
 * may begin within theirs, which takes one more; and the second may be late, for its way to the worker and for that of its
 * metric.
 */
function periodsBetween(seconds: number): number {
  return Math.ceil(seconds / FIVE_MINUTES.toSeconds()) + 2;
}
