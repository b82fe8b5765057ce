import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** How many messages a queue has, by SQS's own approximation. */
export interface QueueDepth {
  readonly visible: number;
  /** Received by somebody who has not settled them yet. */
  readonly inFlight: number;
  /** Sent with a delay that has not passed. */
  readonly delayed: number;
}

const ATTRIBUTES = {
  visible: 'ApproximateNumberOfMessages',
  inFlight: 'ApproximateNumberOfMessagesNotVisible',
  delayed: 'ApproximateNumberOfMessagesDelayed',
} as const;

/** Asks how many messages a queue has. */
export async function depthOf(sqs: SQSClient, queueUrl: string): Promise<QueueDepth> {
  const AttributeNames = Object.values(ATTRIBUTES);
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames }),
  );
  return {
    visible: Number(Attributes[ATTRIBUTES.visible] ?? 0),
    inFlight: Number(Attributes[ATTRIBUTES.inFlight] ?? 0),
    delayed: Number(Attributes[ATTRIBUTES.delayed] ?? 0),
  };
}

/** The ARN of a queue. */
export async function arnOf(sqs: SQSClient, queueUrl: string): Promise<string> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  return Attributes?.QueueArn ?? '';
}
