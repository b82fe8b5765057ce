import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { Resource } from '../../../assembly/stack-scope.ts';
import { numberOf, textOf } from '../../../assembly/template.ts';

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

/** A batch above this size needs a window; a FIFO queue takes neither. */
const MAX_BATCH_SIZE_WITHOUT_WINDOW = 10;

/**
 * Reads a mapping.
 *
 * @throws Error on what Lambda would refuse, and on what would change which messages a function sees, since to leave
 * it out would show another pipeline than the template's.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function mappingOf(resource: Resource): DeclaredMapping {
  const reader = new ResourceReader(resource);
  if (reader.properties.FilterCriteria !== undefined) {
    throw reader.fault(
      'FilterCriteria is not supported by the local stack: remove it, or filter on the subscription',
    );
  }
  const maximumConcurrency = reader.object('ScalingConfig').MaximumConcurrency;
  const mapping = {
    queueArn: reader.text('EventSourceArn'),
    functionName: functionNameOf(reader.text('FunctionName')),
    enabled: reader.flag('Enabled', true),
    batchSize: reader.number('BatchSize', DEFAULT_BATCH_SIZE),
    batchWindowSeconds: reader.number('MaximumBatchingWindowInSeconds', 0),
    maximumConcurrency: maximumConcurrency === undefined ? undefined : numberOf(maximumConcurrency),
    reportBatchItemFailures: reader.list('FunctionResponseTypes').includes('ReportBatchItemFailures'),
  };
  refuseLimits(mapping, reader);
  return mapping;
}

function refuseLimits(mapping: DeclaredMapping, reader: ResourceReader): void {
  const { queueArn, batchSize, batchWindowSeconds, maximumConcurrency = 2 } = mapping;
  const limits: [string, number, number, number][] = [
    ['BatchSize', batchSize, 1, 10_000],
    ['MaximumBatchingWindowInSeconds', batchWindowSeconds, 0, 300],
    ['MaximumConcurrency', maximumConcurrency, 2, 1_000],
  ];
  for (const [name, value, least, most] of limits) {
    if (Number.isInteger(value) && value >= least && value <= most) continue;
    throw reader.fault(`${name} must be a whole number from ${least} to ${most}, got ${value}`);
  }
  const isFifo = queueArn.endsWith('.fifo');
  if (isFifo && batchWindowSeconds > 0) {
    throw reader.fault('a FIFO queue takes no MaximumBatchingWindowInSeconds');
  }
  if (batchSize > MAX_BATCH_SIZE_WITHOUT_WINDOW && batchWindowSeconds === 0) {
    const reason = isFifo ? 'is too much for a FIFO queue' : 'needs a MaximumBatchingWindowInSeconds';
    throw reader.fault(`a BatchSize above ${MAX_BATCH_SIZE_WITHOUT_WINDOW} ${reason}, got ${batchSize}`);
  }
}

/** Whether a mapping's source is a queue; streams and the like are not emulated. */
export function pollsQueue(resource: Resource): boolean {
  return textOf(resource.properties().EventSourceArn).split(':')[2] === 'sqs';
}

/** A function may be given by its name, its ARN or a part of that, each with or without a version or alias. */
export function functionNameOf(nameOrArn: string): string {
  const [, name = nameOrArn] =
    /^(?:arn:[\w-]+:lambda:[\w-]*:)?(?:\d{12}:)?(?:function:)?([\w-]+)(?::[\w$-]+)?$/.exec(nameOrArn) ?? [];
  return name;
}
