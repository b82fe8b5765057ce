import { SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalStack } from '../../local/index.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A client of a stack's topics. */
export function snsOf({ endpoints, region }: LocalStack): SNSClient {
  return new SNSClient({ region, endpoint: endpoints.sns, credentials });
}

/** A client of a stack's queues. */
export function sqsOf({ endpoints, region }: LocalStack): SQSClient {
  return new SQSClient({ region, endpoint: endpoints.sqs, credentials });
}

/** How many messages wait in a queue, and how many are with a receiver. */
export async function depthOf(
  sqs: SQSClient,
  QueueUrl: string,
): Promise<{ visible: number; inFlight: number }> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
  };
}

/** The bodies of up to ten messages of a queue. */
export async function bodiesIn(sqs: SQSClient, QueueUrl: string): Promise<string[]> {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
  const { Messages = [] } = await sqs.send(command);
  return Messages.map(({ Body = '' }) => Body);
}
