import type { AlarmKind } from '../../../contract/alarms.ts';
import type { PipelineNames } from './pipeline-names.ts';
import { attribute, type Properties, ref } from './template.ts';

/** When an alarm is to go off, in the words of CloudWatch. */
interface AlarmRule {
  readonly reads: string;
  readonly watches: (names: PipelineNames) => Watched;
  readonly comparison: string;
  readonly threshold: number;
  readonly periods: number;
  readonly breaching: number;
  readonly missing: string;
}

/** What an alarm looks at: an expression of metrics under its ids for them, or one metric alone. */
interface Watched {
  readonly expression: string | undefined;
  readonly metrics: Readonly<Record<string, Metric>>;
}

interface Metric {
  readonly metric: string;
  readonly dimensions: readonly unknown[];
  readonly statistic: string;
  readonly period: number;
}

/** An arrival is told within a minute of its metric, which may be 15 minutes late, once for all of twenty minutes. */
const ARRIVED = {
  comparison: 'GreaterThanThreshold',
  threshold: 0,
  periods: 20,
  breaching: 1,
  missing: 'notBreaching',
};

/** Goes off at once, and is over when `periods` of five minutes have passed without a breach. */
function lasting(periods: number, threshold: number) {
  const comparison = 'GreaterThanOrEqualToThreshold';
  return { comparison, threshold, periods, breaching: 1, missing: 'notBreaching' };
}

/** Keeps to what was told last. */
const LAST_KNOWN = {
  comparison: 'GreaterThanOrEqualToThreshold',
  periods: 1,
  breaching: 1,
  missing: 'ignore',
};

/** Between two attempts pass 60 minutes at most, or the 6 minutes that a worker's death hides a notification. */
const HELD = 14;
const DIED = 4;

export const ALARM_RULES: Readonly<Record<AlarmKind, AlarmRule>> = {
  DeadLetterArrived: {
    reads: 'what was written to deadLetterQueue, and to what its depth grew by',
    watches: ({ deadLetterQueue }) => arrivals(deadLetterQueue),
    ...ARRIVED,
  },
  NotificationUndelivered: {
    reads: 'what was written to undeliveredQueue, what its depth grew by, and what SNS lost',
    watches: ({ undeliveredQueue, topic }) => arrivals(undeliveredQueue, topic),
    ...ARRIVED,
  },
  NotificationsOld: {
    reads: 'the oldest that the emailer receives, and the oldest that waits in the queue',
    watches: ({ emailer, queue }) => ({
      expression: 'MAX([FILL(received, 0), FILL(waiting, 0)])',
      metrics: {
        received: ofEmailer(emailer.fn, 'AgeAtReceive', 'Maximum'),
        waiting: ofQueue(queue, 'ApproximateAgeOfOldestMessage', 'Maximum', 300),
      },
    }),
    ...lasting(HELD, 15 * 60),
  },
  NotificationsHeld: {
    reads: 'whatever is held',
    watches: ({ emailer }) => alone(ofEmailer(emailer.fn, 'Held', 'Sum')),
    ...lasting(HELD, 1),
  },
  EmailerErrors: {
    reads: 'the emailer’s errors',
    watches: ({ emailer }) => alone(ofFunction(emailer.fn, 'Errors', 'Sum')),
    ...lasting(DIED, 1),
  },
  EmailerThrottles: {
    reads: 'the emailer’s throttles',
    watches: ({ emailer }) => alone(ofFunction(emailer.fn, 'Throttles', 'Sum')),
    ...lasting(DIED, 1),
  },
  EmailerTimeouts: {
    reads: 'the emailer’s longest invocation, less than a second short of its timeout',
    watches: ({ emailer }) => alone(ofFunction(emailer.fn, 'Duration', 'Maximum')),
    ...lasting(DIED, 59_000),
  },
  DailyQuotaNearlyUsed: {
    reads: 'how much of the daily quota is used',
    watches: ({ emailer }) => alone(ofEmailer(emailer.fn, 'DailyQuotaUsed', 'Maximum')),
    ...LAST_KNOWN,
    threshold: 80,
  },
  BounceRateHigh: {
    reads: 'the bounce rate of the account, of which 5 percent have SES review it',
    watches: () => alone(ofAccount('Reputation.BounceRate')),
    ...LAST_KNOWN,
    threshold: 0.04,
  },
  ComplaintRateHigh: {
    reads: 'the complaint rate of the account, of which 0.1 percent have SES review it',
    watches: () => alone(ofAccount('Reputation.ComplaintRate')),
    ...LAST_KNOWN,
    threshold: 0.0008,
  },
  FeedbackDeadLetterArrived: {
    reads: 'what was written to feedbackDeadLetterQueue, and to what its depth grew by',
    watches: ({ feedbackDeadLetterQueue }) => arrivals(feedbackDeadLetterQueue),
    ...ARRIVED,
  },
};

/** Arrivals are OK again by themselves. */
export function isArrival(kind: AlarmKind): boolean {
  return ['DeadLetterArrived', 'NotificationUndelivered', 'FeedbackDeadLetterArrived'].includes(kind);
}

/** What an alarm looks at, as its properties say. */
export function metricsOf(properties: Properties): Watched {
  const { Metrics, Namespace, MetricName, Dimensions = [], Statistic, Period } = properties;
  if (!Array.isArray(Metrics)) {
    const metric = `${Namespace} ${MetricName}`;
    return alone({ metric, dimensions: Dimensions, statistic: Statistic, period: Period });
  }
  if (!Metrics.every(({ Id }) => Id)) throw new Error('Expected an id for each metric, as CloudWatch does');
  const [returned, ...others] = Metrics.filter(({ ReturnData = true }) => ReturnData);
  if (others.length > 0) throw new Error('Expected one expression to decide, found several');
  return {
    expression: returned?.Expression,
    metrics: Object.fromEntries(
      Metrics.filter((each) => each !== returned).map(({ Id, MetricStat = {} }) => [
        Id,
        {
          metric: `${MetricStat.Metric?.Namespace} ${MetricStat.Metric?.MetricName}`,
          dimensions: MetricStat.Metric?.Dimensions,
          statistic: MetricStat.Stat,
          period: MetricStat.Period,
        },
      ]),
    ),
  };
}

function alone(metric: Metric): Watched {
  return { expression: undefined, metrics: { alone: metric } };
}

function arrivals(queue: string, losing?: string): Watched {
  const lost = losing && ofTopic(losing, 'NumberOfNotificationsFailedToRedriveToDlq', 'Sum', 60);
  return {
    expression:
      'MAX([FILL(sent, 0), MIN([DIFF(FILL(FILL(visible / samples, REPEAT), 0)), ' +
      `DIFF(FILL(FILL((visible + FILL(hidden, 0)) / samples, REPEAT), 0))])${lost ? ', FILL(lost, 0)' : ''}])`,
    metrics: {
      sent: ofQueue(queue, 'NumberOfMessagesSent', 'Sum', 60),
      visible: ofQueue(queue, 'ApproximateNumberOfMessagesVisible', 'Sum', 60),
      samples: ofQueue(queue, 'ApproximateNumberOfMessagesVisible', 'SampleCount', 60),
      hidden: ofQueue(queue, 'ApproximateNumberOfMessagesNotVisible', 'Sum', 60),
      ...(lost && { lost }),
    },
  };
}

function ofTopic(topic: string, name: string, statistic: string, period: number): Metric {
  const dimensions = [{ Name: 'TopicName', Value: attribute(topic, 'TopicName') }];
  return { metric: `AWS/SNS ${name}`, dimensions, statistic, period };
}

function ofQueue(queue: string, name: string, statistic: string, period: number): Metric {
  const dimensions = [{ Name: 'QueueName', Value: attribute(queue, 'QueueName') }];
  return { metric: `AWS/SQS ${name}`, dimensions, statistic, period };
}

function ofFunction(fn: string, name: string, statistic: string): Metric {
  const dimensions = [{ Name: 'FunctionName', Value: ref(fn) }];
  return { metric: `AWS/Lambda ${name}`, dimensions, statistic, period: 300 };
}

/** What SES tells of the whole account. */
function ofAccount(name: string): Metric {
  return { metric: `AWS/SES ${name}`, dimensions: [], statistic: 'Average', period: 300 };
}

/** What the emailer writes itself, under its service and its function. */
function ofEmailer(fn: string, name: string, statistic: string): Metric {
  const dimensions = [
    { Name: 'FunctionName', Value: ref(fn) },
    { Name: 'service', Value: 'emailer' },
  ];
  return { metric: `Mailroom ${name}`, dimensions, statistic, period: 300 };
}
