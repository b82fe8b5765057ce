import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { SES_METRICS_NAMESPACE as namespace, REPUTATION_METRICS } from '../../contract/reputation.ts';

/** @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html */
export function bounceRate(options: MetricOptions): Metric {
  return new Metric({ namespace, metricName: REPUTATION_METRICS.bounceRate, ...options });
}

export function complaintRate(options: MetricOptions): Metric {
  return new Metric({ namespace, metricName: REPUTATION_METRICS.complaintRate, ...options });
}
