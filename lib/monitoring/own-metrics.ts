import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  FEEDBACK_METRICS_SERVICE,
  type FeedbackMetricName,
  FUNCTION_DIMENSION,
  METRICS_NAMESPACE,
  METRICS_SERVICE,
  type MetricName,
} from '../../contract/metrics.ts';

type Options = Omit<MetricOptions, 'dimensionsMap'>;

/** A metric that the emailer writes itself. */
export function emailerMetric(emailer: IFunction, name: MetricName, options: Options): Metric {
  return ownMetric(METRICS_SERVICE, emailer, name, options);
}

/** A metric that the feedback function writes itself. */
export function feedbackMetric(feedback: IFunction, name: FeedbackMetricName, options: Options): Metric {
  return ownMetric(FEEDBACK_METRICS_SERVICE, feedback, name, options);
}

function ownMetric(service: string, fn: IFunction, metricName: string, options: Options): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service, [FUNCTION_DIMENSION]: fn.functionName },
    ...options,
  });
}
