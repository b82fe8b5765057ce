import type { InvocationRecord } from '../lambda/invocation-record.ts';
import type { MetricDatum } from './metric.ts';

export const LAMBDA_NAMESPACE = 'AWS/Lambda';

/** The metrics of Lambda that the local stack has, each by function. */
export const LAMBDA_METRICS: readonly string[] = [
  'ConcurrentExecutions',
  'Duration',
  'Errors',
  'Invocations',
  'RecursiveInvocationsDropped',
  'Throttles',
];

/**
 * What Lambda measures of an invocation. A metric is of the time at which the invocation began, however long it took.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function invocationMetrics(functionName: string, record: InvocationRecord): MetricDatum[] {
  return Object.entries(valuesOf(record)).map(([name, value]) => ({
    namespace: LAMBDA_NAMESPACE,
    name,
    dimensions: { FunctionName: functionName },
    at: record.at,
    values: [value],
  }));
}

function valuesOf(record: InvocationRecord): Record<string, number> {
  if (record.kind === 'throttled') return { Throttles: 1 };
  if (record.kind === 'recursive') return { RecursiveInvocationsDropped: 1 };
  return {
    ConcurrentExecutions: record.concurrentExecutions,
    Duration: record.durationMilliseconds,
    Errors: record.isError ? 1 : 0,
    Invocations: 1,
    Throttles: 0,
  };
}
