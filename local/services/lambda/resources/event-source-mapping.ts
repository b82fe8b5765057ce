import { type Json, objectOf } from '../../../../template/json.ts';
import { numberOf, textOf } from '../../../../template/scalars.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import { functionNameOf } from '../../../deploy/function-name.ts';
import type { Deploying, Poller, ResourceType, TemplateView } from '../../../deploy/resource-type.ts';
import type { Gates } from '../../../hosting/gates.ts';
import { messageOf } from '../../../hosting/thrown.ts';
import { QueueReader } from '../../sns-sqs/queue-reader.ts';
import { queue } from '../../sns-sqs/resources/queue.ts';
import { readEventFilter } from '../event-filter.ts';
import { EventSourceMapping } from '../event-source-mapping.ts';
import { lambdaFunction } from './function.ts';

/** A mapping as the template describes it. */
export interface DeclaredMapping {
  readonly queueArn: string;
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maximumConcurrency: number | undefined;
  readonly reportBatchItemFailures: boolean;
  /** Of its filters, in JSON. */
  readonly patterns: readonly string[];
}

export const eventSourceMapping: ResourceType<DeclaredMapping, Deploying> = {
  type: 'AWS::Lambda::EventSourceMapping',
  emulation: { by: 'Mailroom', howFar: 'SQS, as below' },
  isConnection: true,
  runs: pollsQueue,
  deploy: async (resource, deploying) => {
    const mapping = mappingOf(resource);
    const poller = mayPoll(mapping, deploying.gates) ? pollerOf(mapping, deploying) : undefined;
    if (poller) deploying.startLater(poller);
    return mapping;
  },
  notEmulated: kindsNotEmulated,
};

/** What Lambda asks a role for before it lets a mapping poll with it. */
const POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** Lambda's own default for a queue. */
const DEFAULT_BATCH_SIZE = 10;

/** A batch above this size needs a window; a FIFO queue takes neither. */
const MAX_BATCH_SIZE_WITHOUT_WINDOW = 10;

/**
 * Reads a mapping.
 *
 * @throws Error on what Lambda would refuse.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function mappingOf(resource: Resource): DeclaredMapping {
  const reader = new ResourceReader(resource);
  const maximumConcurrency = reader.object('ScalingConfig').MaximumConcurrency;
  const mapping = {
    queueArn: reader.text('EventSourceArn'),
    functionName: functionNameOf(reader.text('FunctionName')),
    enabled: reader.flag('Enabled', true),
    batchSize: reader.number('BatchSize', DEFAULT_BATCH_SIZE),
    batchWindowSeconds: reader.number('MaximumBatchingWindowInSeconds', 0),
    maximumConcurrency: maximumConcurrency === undefined ? undefined : numberOf(maximumConcurrency),
    reportBatchItemFailures: reader.list('FunctionResponseTypes').includes('ReportBatchItemFailures'),
    patterns: patternsOf(reader),
  };
  refuseLimits(mapping, reader);
  return mapping;
}

function patternsOf(reader: ResourceReader): string[] {
  const { Filters } = reader.object('FilterCriteria');
  const filters: Json[] = Array.isArray(Filters) ? Filters : [];
  const patterns = filters.map((filter) => textOf(objectOf(filter).Pattern));
  try {
    readEventFilter(patterns);
  } catch (cause) {
    throw reader.fault(`Lambda would refuse its FilterCriteria: ${messageOf(cause)}`, cause);
  }
  return patterns;
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
  return textOf(resource.property('EventSourceArn')).split(':')[2] === 'sqs';
}

/** The poller of a mapping, unless it is switched off or an end of it is not emulated. */
function pollerOf(
  mapping: DeclaredMapping,
  { sqs, region, clock, signal, log, deployed }: Deploying,
): Poller | undefined {
  const source = deployed.of(queue).find(({ arn }) => arn === mapping.queueArn);
  const target = deployed.of(lambdaFunction).find(({ name }) => name === mapping.functionName);
  if (!source || !target || !mapping.enabled) return undefined;
  const { visibilityTimeoutSeconds } = source;
  const timeoutSeconds = target.configuration.timeoutMilliseconds / 1000;
  if (visibilityTimeoutSeconds < timeoutSeconds) {
    log(
      target.name,
      `AWS would refuse this mapping: ${source.name} shows messages again after ${visibilityTimeoutSeconds} s, before the function's timeout of ${timeoutSeconds} s ends`,
    );
  }
  const isForFunction = readEventFilter(mapping.patterns);
  const configuration = { ...mapping, region, visibilityTimeoutSeconds, isForFunction };
  const reader = new QueueReader(sqs, source.url, signal, clock);
  return new EventSourceMapping(configuration, target, reader, signal, (line) => log(target.name, line));
}

/** Whether Lambda takes a mapping, which polls with the role of its function; says so where it does not. */
function mayPoll({ functionName, queueArn }: DeclaredMapping, gates: Gates | undefined): boolean {
  if (!gates?.own.refusalOfFunction(functionName, POLLING, queueArn)) return true;
  gates.log(
    `Nothing reads ${queueArn.split(':').at(-1)}: AWS would refuse the mapping on ${functionName}, whose role may not poll the queue.`,
  );
  return false;
}

function kindsNotEmulated(resource: Resource, template: TemplateView): string[] {
  if (!pollsQueue(resource)) return ['other than SQS'];
  const { EventSourceArn, FunctionName } = resource.properties();
  if (!template.ofType(queue.type).some((each) => each.getAtt('Arn') === EventSourceArn)) {
    return ['of a queue outside of the app'];
  }
  const functions = template.ofType(lambdaFunction.type).map((each) => textOf(each.ref()));
  return functions.includes(functionNameOf(textOf(FunctionName))) ? [] : ['of a function outside of the app'];
}
