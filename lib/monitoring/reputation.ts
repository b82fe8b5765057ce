import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * The rates, as fractions, by which SES judges an account in a region, whichever of its senders they are of. SES reviews an
 * account from 5 percent of bounces and 0.1 percent of complaints on, and may pause it at 10 and 0.5.
 * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html
 */
export const REVIEWED = { bounceRate: 0.05, complaintRate: 0.001 };

/** Early enough to find out why, and stop it, before SES reviews the account. */
export const HIGH = { bounceRate: 0.04, complaintRate: 0.0008 };

/** @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html */
const NAMESPACE = 'AWS/SES';

export function bounceRate(options: MetricOptions): Metric {
  return new Metric({ namespace: NAMESPACE, metricName: 'Reputation.BounceRate', ...options });
}

export function complaintRate(options: MetricOptions): Metric {
  return new Metric({ namespace: NAMESPACE, metricName: 'Reputation.ComplaintRate', ...options });
}
