import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs';
import { queueNameOf } from './dead-letter-queue.ts';

/** How many messages a queue has, by SQS's own approximation. */
export interface QueueDepth {
  readonly visible: number;
  /** Received by somebody who has not settled them yet. */
  readonly inFlight: number;
  /** Sent with a delay that has not passed. */
  readonly delayed: number;
}

/** Asks how many messages a queue has. */
export async function depthOf(sqs: SQSClient, queueUrl: string): Promise<QueueDepth> {
  const attributes = await attributesOf(sqs, queueUrl, [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ]);
  return {
    visible: Number(attributes.ApproximateNumberOfMessages),
    inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible),
    delayed: Number(attributes.ApproximateNumberOfMessagesDelayed),
  };
}

/** All messages of a queue, seen or not. */
export function totalOf({ visible, inFlight, delayed }: QueueDepth): number {
  return visible + inFlight + delayed;
}

/** The ARN of a queue. */
export async function arnOf(sqs: SQSClient, queueUrl: string): Promise<string> {
  return (await attributesOf(sqs, queueUrl, ['QueueArn'])).QueueArn;
}

async function attributesOf<Name extends QueueAttributeName>(
  sqs: SQSClient,
  QueueUrl: string,
  AttributeNames: Name[],
): Promise<Record<Name, string>> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  const missing = AttributeNames.find((name) => Attributes[name] === undefined);
  if (missing) throw new Error(`SQS does not tell ${missing} of ${queueNameOf(QueueUrl)}.`);
  return Attributes as Record<Name, string>;
}
