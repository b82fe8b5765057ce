import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  FUNCTION_DIMENSION,
  METRICS_NAMESPACE,
  METRICS_SERVICE,
  type MetricName,
} from '../../contract/metrics.ts';

/** A metric that the emailer writes itself. */
export function emailerMetric(
  emailer: IFunction,
  metricName: MetricName,
  options: Omit<MetricOptions, 'dimensionsMap'>,
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: METRICS_SERVICE, [FUNCTION_DIMENSION]: emailer.functionName },
    ...options,
  });
}
