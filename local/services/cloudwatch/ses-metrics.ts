import type { SesActivity } from '../ses/activity.ts';
import type { MetricDatum } from './metric.ts';

export const SES_NAMESPACE = 'AWS/SES';

/** By which the metrics of one configuration set are known. */
export const CONFIGURATION_SET = 'ses:configuration-set';

/** The bounce and complaint rates, as shares: of the account, and of a configuration set that asks for them. */
export const REPUTATION_METRICS: readonly string[] = ['Reputation.BounceRate', 'Reputation.ComplaintRate'];

/** The metrics of SES that the local stack has of the account, which have no dimension. */
export const SES_METRICS: readonly string[] = [
  'Bounce',
  'Complaint',
  'Delivery',
  'Reject',
  'RenderingFailure',
  'Send',
  ...REPUTATION_METRICS,
];

/**
 * What SES tells CloudWatch of what it has done.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html
 * @see https://docs.aws.amazon.com/ses/latest/dg/configuration-sets-export-metrics.html
 */
export function sesMetrics({ events, reputations }: SesActivity): MetricDatum[] {
  const namespace = SES_NAMESPACE;
  const counted = events.map(({ metric: name, at, count }) => {
    return { namespace, name, dimensions: {}, at, values: Array.from({ length: count }, () => 1) };
  });
  const rates = reputations.flatMap(({ at, bounceRate, complaintRate, configurationSet }) => {
    const dimensions = configurationSet === undefined ? {} : { [CONFIGURATION_SET]: configurationSet };
    const [bounces = '', complaints = ''] = REPUTATION_METRICS;
    return [
      { namespace, name: bounces, dimensions, at, values: [bounceRate] },
      { namespace, name: complaints, dimensions, at, values: [complaintRate] },
    ];
  });
  return [...counted, ...rates];
}
