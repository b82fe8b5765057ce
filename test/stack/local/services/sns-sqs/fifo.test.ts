import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StartedQueues } from '../../../../support/local/started-queues.ts';

let queues: StartedQueues;
let sqs: SQSClient;
let sns: SNSClient;
let count = 0;

beforeAll(async () => {
  queues = await StartedQueues.start();
  const { emulator } = queues;
  sqs = queues.sqs;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sns = new SNSClient({ region: 'us-east-1', endpoint: emulator.url, credentials });
});

afterAll(async () => {
  sns.destroy();
  await queues.end();
});

const BY_GROUP = { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' };

async function aQueue(attributes: Record<string, string> = {}, suffix = '.fifo'): Promise<string> {
  count += 1;
  const Attributes = suffix === '' ? {} : { FifoQueue: 'true' };
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: `queue-${count}${suffix}`, Attributes }),
  );
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
  return QueueUrl;
}

async function aTopic(attributes: Record<string, string>, ...queueUrls: string[]): Promise<string> {
  count += 1;
  const Attributes = { FifoTopic: 'true', ...attributes };
  const { TopicArn = '' } = await sns.send(
    new CreateTopicCommand({ Name: `topic-${count}.fifo`, Attributes }),
  );
  for (const url of queueUrls) {
    const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${url.split('/').at(-1)}`;
    const raw = { RawMessageDelivery: 'true' };
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: raw }));
  }
  return TopicArn;
}

const send = (
  QueueUrl: string,
  MessageBody: string,
  MessageGroupId: string,
  MessageDeduplicationId?: string,
) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId }));

async function receive(QueueUrl: string, VisibilityTimeout?: number, max = 10): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl, VisibilityTimeout, MaxNumberOfMessages: max },
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
}

const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

async function depth(QueueUrl: string) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return [Attributes.ApproximateNumberOfMessages, Attributes.ApproximateNumberOfMessagesNotVisible];
}

describe('the deduplication of a FIFO queue', () => {
  it('knows a message by its id in the whole queue, unless told otherwise', async () => {
    const queue = await aQueue();
    await send(queue, 'first', 'a', 'id');
    await send(queue, 'second', 'b', 'id');

    expect(bodies(await receive(queue))).toEqual(['first']);
  });

  it('knows a message by id and group with the scope messageGroup, and tells the id alone', async () => {
    const queue = await aQueue(BY_GROUP);
    await send(queue, 'first', 'a', 'id');
    await send(queue, 'second', 'b', 'id');
    await send(queue, 'again', 'a', 'id');

    const received = await receive(queue);

    expect(bodies(received)).toEqual(['first', 'second']);
    expect(received.map(({ Attributes }) => Attributes?.MessageDeduplicationId)).toEqual(['id', 'id']);
  });

  it('goes by the content within a group too, and in batches', async () => {
    const queue = await aQueue({ ...BY_GROUP, ContentBasedDeduplication: 'true' });
    const Entries = ['a', 'b', 'a'].map((MessageGroupId, at) => ({
      ...{ Id: String(at), MessageBody: 'same', MessageGroupId },
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));

    expect(bodies(await receive(queue))).toEqual(['same', 'same']);
  });

  it('tells its scope and its throughput limit', async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: await aQueue(BY_GROUP), AttributeNames: ['All'] }),
    );

    expect(Attributes).toMatchObject(BY_GROUP);
  });
});

describe('the deduplication of a FIFO topic', () => {
  const publish = (
    TopicArn: string,
    Message: string,
    MessageGroupId: string,
    MessageDeduplicationId = 'id',
  ) => sns.send(new PublishCommand({ TopicArn, Message, MessageGroupId, MessageDeduplicationId }));

  it('is of the whole topic, whatever the queues would take, standard ones too', async () => {
    const queues = [await aQueue(BY_GROUP), await aQueue({}, '')];
    const topic = await aTopic({}, ...queues);
    await publish(topic, 'first', 'a');
    await publish(topic, 'second', 'b');

    for (const queue of queues) expect(bodies(await receive(queue))).toEqual(['first']);
  });

  it('is of a group with the throughput scope MessageGroup, in batches too', async () => {
    const queue = await aQueue(BY_GROUP);
    const topic = await aTopic({ FifoThroughputScope: 'MessageGroup' }, queue);
    await publish(topic, 'first', 'a');
    const entry = { Message: 'second', MessageDeduplicationId: 'id' };
    const PublishBatchRequestEntries = [
      { ...entry, Id: '1', MessageGroupId: 'b' },
      { ...entry, Id: '2', MessageGroupId: 'a' },
    ];
    await sns.send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries }));

    expect(bodies(await receive(queue))).toEqual(['first', 'second']);
  });
});

describe('the groups of a FIFO queue', () => {
  it('come several messages at once, in their order, also after they were given back', async () => {
    const queue = await aQueue();
    for (const id of ['1', '2', '3']) await send(queue, id, 'a', id);

    const first = await receive(queue, 30, 2);
    expect(bodies(first)).toEqual(['1', '2']);
    expect(bodies(await receive(queue))).toEqual([]);

    for (const { ReceiptHandle } of first) {
      await sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle, VisibilityTimeout: 0 }),
      );
    }
    expect(bodies(await receive(queue))).toEqual(['1', '2', '3']);
  });

  it('are locked until all that was received of them is deleted', async () => {
    const queue = await aQueue();
    for (const id of ['1', '2', '3']) await send(queue, id, 'a', id);
    const [one, two] = await receive(queue, 30, 2);

    await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: one?.ReceiptHandle }));
    expect(bodies(await receive(queue))).toEqual([]);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: two?.ReceiptHandle }));

    expect(bodies(await receive(queue))).toEqual(['3']);
  });
});

describe('a receive with a visibility timeout of 0', () => {
  it.each([
    ['standard', ''],
    ['FIFO', '.fifo'],
  ])('leaves the messages of a %s queue visible, each once', async (_kind, suffix) => {
    const queue = await aQueue({}, suffix);
    for (const id of ['1', '2']) {
      if (suffix === '') await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: id }));
      else await send(queue, id, 'a', id);
    }

    expect(bodies(await receive(queue, 0))).toEqual(['1', '2']);

    expect(await depth(queue)).toEqual(['2', '0']);
    expect(bodies(await receive(queue, 0))).toEqual(['1', '2']);
  });
});
