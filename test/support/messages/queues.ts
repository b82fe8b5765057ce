import { SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { LocalStack } from '../../../local/index.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The client of a stack's topics. */
export const snsOf = onceForEach(
  ({ endpoints, region }) => new SNSClient({ region, endpoint: endpoints.sns, credentials }),
);

/** The client of a stack's queues. */
export const sqsOf = onceForEach(
  ({ endpoints, region }) => new SQSClient({ region, endpoint: endpoints.sqs, credentials }),
);

/** A client costs milliseconds, and tests ask again and again. */
function onceForEach<Client>(make: (stack: LocalStack) => Client): (stack: LocalStack) => Client {
  const clients = new WeakMap<LocalStack, Client>();
  return (stack) => {
    const client = clients.get(stack) ?? make(stack);
    clients.set(stack, client);
    return client;
  };
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

/** Empties a queue, also one that was emptied within the last minute, in which SQS purges it no second time. */
export async function empty(sqs: SQSClient, QueueUrl: string | undefined): Promise<void> {
  try {
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  } catch (error) {
    if ((error as Error).name !== 'PurgeQueueInProgress') throw error;
    await recreate(sqs, QueueUrl as string);
  }
}

/** What is received and not deleted goes with the queue. */
async function recreate(sqs: SQSClient, QueueUrl: string): Promise<void> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const settable = Object.entries(Attributes).filter(
    ([name]) => !/^(Approximate.*|.*Timestamp|QueueArn)$/.test(name),
  );
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  const QueueName = QueueUrl.split('/').at(-1);
  await sqs.send(new CreateQueueCommand({ QueueName, Attributes: Object.fromEntries(settable) }));
}
