import { type GraphWidgetProps, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  FEEDBACK_METRICS,
  FUNCTION_DIMENSION,
  METRICS,
  METRICS_NAMESPACE,
  type MetricName,
  REASON_DIMENSION,
} from '../../contract/metrics.ts';
import { HIGH } from '../../contract/reputation.ts';
import { emailerMetric, feedbackMetric } from './own-metrics.ts';
import { bounceRate, complaintRate } from './reputation.ts';
import type { WatchedPipeline } from './watched-pipeline.ts';

const VERDICTS: readonly MetricName[] = [
  METRICS.sent,
  METRICS.retried,
  METRICS.held,
  METRICS.rejected,
  METRICS.expired,
  METRICS.returned,
  METRICS.duplicatesSuppressed,
  METRICS.withheld,
];

const FROM_ZERO = { min: 0, showUnits: false };

/** The period of a search, in seconds; CloudWatch lengthens it with the time that a dashboard shows. */
const SEARCH_PERIOD_SECONDS = 300;

export function flowIn({ topic, queue }: WatchedPipeline): GraphWidgetProps {
  return graph('Flow in (notifications)', [
    topic.metricNumberOfMessagesPublished({ statistic: 'Sum', label: 'Published' }),
    queue.metricNumberOfMessagesSent({ statistic: 'Sum', label: 'Into the queue' }),
  ]);
}

/** What is received and not deleted comes back. */
export function flowOut({ queue, emailer }: WatchedPipeline): GraphWidgetProps {
  return graph('Flow out (notifications)', [
    queue.metricNumberOfMessagesReceived({ statistic: 'Sum', label: 'Received' }),
    queue.metricNumberOfMessagesDeleted({ statistic: 'Sum', label: 'Out of the queue' }),
    emailerMetric(emailer, METRICS.sent, { statistic: 'Sum' }),
  ]);
}

export function waiting(queue: IQueue): GraphWidgetProps {
  return graph('In the queue (notifications)', [
    queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', label: 'Waiting' }),
    queue.metricApproximateNumberOfMessagesNotVisible({
      statistic: 'Maximum',
      label: 'In flight, or tried later',
    }),
  ]);
}

export function age({ queue, emailer }: WatchedPipeline): GraphWidgetProps {
  return graph('Age of the oldest (seconds)', [
    queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', label: 'In the queue' }),
    emailerMetric(emailer, METRICS.ageAtReceive, { statistic: 'Maximum', label: 'Received' }),
  ]);
}

export function verdicts(emailer: IFunction): GraphWidgetProps {
  return graph(
    'Verdicts (notifications)',
    VERDICTS.map((name) => emailerMetric(emailer, name, { statistic: 'Sum' })),
  );
}

/** Found by a search, since a reason has a metric only once something was given up for it. */
export function deadLettersByReason(emailer: IFunction): GraphWidgetProps {
  const schema = [METRICS_NAMESPACE, 'service', FUNCTION_DIMENSION, REASON_DIMENSION].join(',');
  const terms = `{${schema}} MetricName="${METRICS.deadLetters}" ${FUNCTION_DIMENSION}="${emailer.functionName}"`;
  const found = new MathExpression({
    expression: `SEARCH('${terms}', 'Sum', ${SEARCH_PERIOD_SECONDS})`,
    usingMetrics: {},
    label: `\${PROP('Dim.${REASON_DIMENSION}')}`,
  });
  return graph('Dead letters by reason (notifications)', [found]);
}

export function deadLetterQueues({ deadLetterQueue, undeliveredQueue }: WatchedPipeline): GraphWidgetProps {
  const depth = (queue: IQueue, label: string) =>
    queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', label });
  return graph('Depth of the dead-letter queues (notifications)', [
    depth(deadLetterQueue, 'Dead letters'),
    depth(undeliveredQueue, 'Undelivered'),
  ]);
}

/** A worker tells its pace with each invocation, so a sum of them says nothing. */
export function pace(emailer: IFunction): GraphWidgetProps {
  const sent = emailerMetric(emailer, METRICS.sent, { statistic: 'Sum' });
  const left = [
    new MathExpression({ expression: 'sent / PERIOD(sent)', usingMetrics: { sent }, label: 'Sent' }),
    emailerMetric(emailer, METRICS.sendRate, { statistic: 'Maximum', label: 'Allowed to all workers' }),
    emailerMetric(emailer, METRICS.pace, { statistic: 'Average', label: 'Allowed to a worker' }),
  ];
  const throttles = emailerMetric(emailer, METRICS.sesThrottles, { statistic: 'Sum' });
  return {
    ...graph('Pace (emails a second), throttles (right, count)', left),
    right: [throttles],
    rightYAxis: FROM_ZERO,
  };
}

export function dailyQuota(emailer: IFunction, alarmPercent: number | undefined): GraphWidgetProps {
  const used = emailerMetric(emailer, METRICS.dailyQuotaUsed, { statistic: 'Maximum', label: 'Used' });
  return {
    ...graph('Daily quota of the account (percent)', [used]),
    ...(alarmPercent !== undefined && { leftAnnotations: [{ value: alarmPercent, label: 'Alarm' }] }),
  };
}

export function deliveryTime(emailer: IFunction): GraphWidgetProps {
  const percentile = (statistic: string) =>
    emailerMetric(emailer, METRICS.deliveryTime, { statistic, label: statistic });
  return graph('From publishing to SES (milliseconds)', ['p50', 'p90', 'p99'].map(percentile));
}

export function duration(emailer: IFunction): GraphWidgetProps {
  const percentile = (statistic: string) => emailer.metricDuration({ statistic, label: statistic });
  return graph('Invocation of the emailer (milliseconds)', ['p50', 'p99'].map(percentile));
}

export function toldBySes(feedback: IFunction): GraphWidgetProps {
  return graph(
    'What became of emails (recipients)',
    Object.values(FEEDBACK_METRICS).map((name) => feedbackMetric(feedback, name, { statistic: 'Sum' })),
  );
}

/** Of the whole account, as fractions; the axes differ since complaints weigh fifty times a bounce. */
export function reputation(): GraphWidgetProps {
  return {
    ...graph('Bounce rate, complaint rate (right) of the account (fractions)', [
      bounceRate({ label: 'Bounces' }),
    ]),
    right: [complaintRate({ label: 'Complaints' })],
    rightYAxis: FROM_ZERO,
    leftAnnotations: [{ value: HIGH.bounceRate, label: 'Alarm' }],
    rightAnnotations: [{ value: HIGH.complaintRate, label: 'Alarm' }],
  };
}

/** Titles tell the unit, which CloudWatch does not know of every metric. */
function graph(title: string, left: IMetric[]): GraphWidgetProps {
  return { title, left, leftYAxis: FROM_ZERO };
}
