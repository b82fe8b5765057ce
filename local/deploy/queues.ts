import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Resource } from '../assembly/stack-scope.ts';
import { ResourceReader } from './resource-properties.ts';

/** A queue that has been created. */
export interface DeployedQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  /** The ARN of its dead-letter queue, if it has one. */
  readonly deadLetterTargetArn: string | undefined;
}

/** The properties that are attributes of the same name in the SQS API. */
const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DelaySeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'VisibilityTimeout',
];

const DEFAULT_VISIBILITY_SECONDS = 30;

/** Creates a queue from its properties, or sets those of one that an earlier start has left. */
export async function deployQueue(resource: Resource, client: SQSClient): Promise<DeployedQueue> {
  const reader = new ResourceReader(resource);
  const url = String(resource.ref());
  const name = url.split('/').at(-1) ?? '';
  const fifo = reader.flag('FifoQueue', false);
  await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: fifo ? { FifoQueue: 'true' } : {} }),
  );
  await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributesOf(reader) }));
  const deadLetterTargetArn = reader.object('RedrivePolicy').deadLetterTargetArn;
  return {
    name,
    url,
    arn: String(resource.getAtt('Arn')),
    visibilityTimeoutSeconds: reader.number('VisibilityTimeout', DEFAULT_VISIBILITY_SECONDS),
    deadLetterTargetArn: deadLetterTargetArn === undefined ? undefined : String(deadLetterTargetArn),
  };
}

function attributesOf({ properties }: ResourceReader): Record<string, string> {
  const given = ATTRIBUTES.flatMap((name) => {
    const value = properties[name];
    if (value === undefined) return [];
    return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const];
  });
  // A start with an earlier queue must also take back what the template no longer says.
  return { RedrivePolicy: '', ...Object.fromEntries(given) };
}
