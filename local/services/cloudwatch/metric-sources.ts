import { LAMBDA_METRICS, LAMBDA_NAMESPACE } from './lambda-metrics.ts';
import type { MetricId } from './metric.ts';
import { SQS_METRICS, SQS_NAMESPACE } from './queue-metrics.ts';
import { CONFIGURATION_SET, REPUTATION_METRICS, SES_METRICS, SES_NAMESPACE } from './ses-metrics.ts';
import { SNS_METRICS, SNS_NAMESPACE } from './topic-metrics.ts';
import { UnsupportedError } from './unsupported-error.ts';

/** What the stack runs that has metrics, by name. */
export interface MetricSources {
  readonly queues: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
  /** Those with reputation metrics. */
  readonly configurationSets: ReadonlySet<string>;
}

interface Service {
  readonly names: readonly string[];
  readonly dimension: string;
  readonly source: keyof MetricSources;
}

const SERVICES: Readonly<Record<string, Service | undefined>> = {
  [LAMBDA_NAMESPACE]: { names: LAMBDA_METRICS, dimension: 'FunctionName', source: 'functions' },
  [SES_NAMESPACE]: {
    names: REPUTATION_METRICS,
    dimension: CONFIGURATION_SET,
    source: 'configurationSets',
  },
  [SNS_NAMESPACE]: { names: SNS_METRICS, dimension: 'TopicName', source: 'topics' },
  [SQS_NAMESPACE]: { names: SQS_METRICS, dimension: 'QueueName', source: 'queues' },
};

/**
 * Refuses a metric of AWS that the local stack does not have. Any other may be one that a function logs.
 *
 * @throws UnsupportedError naming it.
 */
export function requireSource({ namespace, name, dimensions }: MetricId, sources: MetricSources): void {
  if (!namespace.startsWith('AWS/')) return;
  if (namespace === SES_NAMESPACE && Object.keys(dimensions).length === 0) {
    if (!SES_METRICS.includes(name)) throw new UnsupportedError(`the metric ${name} of ${namespace}`);
    return;
  }
  const service = SERVICES[namespace];
  if (!service) throw new UnsupportedError(`metrics of ${namespace}`);
  const { names, dimension, source } = service;
  if (!names.includes(name)) throw new UnsupportedError(`the metric ${name} of ${namespace}`);
  const [[given, value = ''] = [], ...others] = Object.entries(dimensions);
  if (given !== dimension || others.length > 0) {
    throw new UnsupportedError(`${name} of ${namespace} by other dimensions than ${dimension}`);
  }
  if (!sources[source].has(value))
    throw new UnsupportedError(`the metrics of ${value}, which it does not run`);
}
