import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { textOf } from '../../../../template/scalars.ts';
import { fifoName } from '../../../assembly/identity.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { Deploying, ResourceType } from '../../../deploy/resource-type.ts';

/** A queue that has been created. */
export interface DeployedQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  /** The ARN of its dead-letter queue, if it has one. */
  readonly deadLetterTargetArn: string | undefined;
}

export const queue: ResourceType<DeployedQueue, Deploying> = {
  type: 'AWS::SQS::Queue',
  identity: (name, { QueueName, FifoQueue }, { region, accountId, queueUrlBase }) => {
    const queueName = textOf(QueueName ?? fifoName(name, FifoQueue));
    const url = `${queueUrlBase}/${accountId}/${queueName}`;
    const arn = `arn:aws:sqs:${region}:${accountId}:${queueName}`;
    return { ref: url, attributes: { Arn: arn, QueueName: queueName, QueueUrl: url } };
  },
  emulation: {
    by: 'fauxqs',
    howFar:
      'standard and FIFO, with deduplication by queue or group, visibility, delay, long polling, receive counts, redrive to the dead-letter queue',
  },
  deploy: (resource, { sqs }) => deployQueue(resource, sqs),
  permissions: ({ resource }) => ({ policies: { [textOf(resource.getAtt('Arn'))]: [] } }),
};

/**
 * The properties that are attributes of the same name in the SQS API, with SQS's own defaults: a start with an earlier
 * queue must also take back what the template no longer says.
 */
const ATTRIBUTES: Record<string, string | undefined> = {
  ContentBasedDeduplication: undefined,
  DelaySeconds: '0',
  KmsMasterKeyId: undefined,
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedrivePolicy: '',
  VisibilityTimeout: '30',
};

/** Those that only a FIFO queue has. */
const FIFO_ATTRIBUTES: Record<string, string | undefined> = {
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

/** Creates a queue from its properties, or sets those of one that an earlier start has left. */
export async function deployQueue(resource: Resource, client: SQSClient): Promise<DeployedQueue> {
  const reader = new ResourceReader(resource);
  const url = textOf(resource.ref());
  const name = textOf(resource.getAtt('QueueName'));
  const fifo = reader.flag('FifoQueue', false);
  const creation = { QueueName: name, Attributes: fifo ? { FifoQueue: 'true' } : {} };
  await reader.created(client.send(new CreateQueueCommand(creation)));
  const names = fifo ? { ...ATTRIBUTES, ...FIFO_ATTRIBUTES } : ATTRIBUTES;
  const settings = { QueueUrl: url, Attributes: attributesOf(reader, names) };
  await reader.created(client.send(new SetQueueAttributesCommand(settings)));
  const deadLetterTargetArn = reader.object('RedrivePolicy').deadLetterTargetArn;
  return {
    name,
    url,
    arn: textOf(resource.getAtt('Arn')),
    visibilityTimeoutSeconds: reader.number('VisibilityTimeout', Number(ATTRIBUTES.VisibilityTimeout)),
    deadLetterTargetArn: deadLetterTargetArn === undefined ? undefined : textOf(deadLetterTargetArn),
  };
}

function attributesOf({ properties }: ResourceReader, names: typeof ATTRIBUTES): Record<string, string> {
  const settings = Object.entries(names).flatMap(([name, fallback]) => {
    const value = properties[name] ?? fallback;
    if (value === undefined) return [];
    return [[name, textOf(value)] as const];
  });
  return Object.fromEntries(settings);
}
