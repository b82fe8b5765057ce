import type { Resource } from '../assembly/stack-scope.ts';
import { ResourceReader } from './resource-properties.ts';

/** A mapping as the template describes it. */
export interface DeclaredMapping {
  readonly queueArn: string;
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maximumConcurrency: number | undefined;
  readonly reportBatchItemFailures: boolean;
}

/** Lambda's own default for a queue. */
const DEFAULT_BATCH_SIZE = 10;

/**
 * Reads a mapping.
 *
 * @throws Error on what would change which messages a function sees, since to leave it out would show another
 * pipeline than the template's.
 */
export function mappingOf(resource: Resource): DeclaredMapping {
  const reader = new ResourceReader(resource);
  if (reader.properties.FilterCriteria !== undefined) {
    throw reader.fault(
      'FilterCriteria is not supported by the local stack: remove it, or filter on the subscription',
    );
  }
  const maximumConcurrency = reader.object('ScalingConfig').MaximumConcurrency;
  return {
    queueArn: reader.text('EventSourceArn'),
    functionName: functionNameOf(reader.text('FunctionName')),
    enabled: reader.flag('Enabled', true),
    batchSize: reader.number('BatchSize', DEFAULT_BATCH_SIZE),
    batchWindowSeconds: reader.number('MaximumBatchingWindowInSeconds', 0),
    maximumConcurrency: maximumConcurrency === undefined ? undefined : Number(maximumConcurrency),
    reportBatchItemFailures: reader.list('FunctionResponseTypes').includes('ReportBatchItemFailures'),
  };
}

/** Whether a mapping's source is a queue; streams and the like are not emulated. */
export function pollsQueue(resource: Resource): boolean {
  return String(resource.properties().EventSourceArn).split(':')[2] === 'sqs';
}

/** A function may be given by its name, its ARN, or the ARN of one of its versions. */
export function functionNameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
}
