import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SkippingClock } from '../../../../../../local/clock/clock.ts';
import { type SnsSqsEmulator, startSnsSqs } from '../../../../../../local/services/sns-sqs/fauxqs.ts';

const HERE = 'us-east-1:000000000000';

describe('what queues of the emulator tell of themselves', () => {
  let clock: SkippingClock;
  let emulator: SnsSqsEmulator;
  let sns: SNSClient;
  let sqs: SQSClient;

  beforeEach(async () => {
    clock = new SkippingClock();
    // Tests count what happens in one minute.
    clock.skipTo(Math.ceil(clock.now() / 60_000) * 60_000);
    emulator = await startSnsSqs({ port: 0, clock });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const settings = { region: 'us-east-1', endpoint: emulator.url, credentials };
    [sns, sqs] = [new SNSClient(settings), new SQSClient(settings)];
  });

  afterEach(async () => {
    for (const client of [sns, sqs]) client.destroy();
    await emulator.stop();
  });

  async function aQueue(name = 'queue', Attributes: Record<string, string> = {}): Promise<string> {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    return QueueUrl;
  }

  const send = (QueueUrl: string, DelaySeconds?: number) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a', DelaySeconds }));

  async function receive(QueueUrl: string, VisibilityTimeout?: number) {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      VisibilityTimeout,
      MessageAttributeNames: ['All'],
    });
    const { Messages: [message] = [] } = await sqs.send(command);
    return message;
  }

  const now = async (name: string) => {
    const { current } = await emulator.queueSamples();
    return current.find(({ queue }) => queue === name);
  };

  it('is what was done to it, and what it holds', async () => {
    const url = await aQueue();
    await receive(url);
    await send(url);
    await send(url, 60);
    const Entries = ['1', '2'].map((Id) => ({ Id, MessageBody: 'a' }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    const first = await receive(url);
    await receive(url);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));

    expect(await now('queue')).toMatchObject({
      ...{ sent: 4, received: 2, emptyReceives: 1, deleted: 1 },
      ...{ visible: 1, notVisible: 1, delayed: 1 },
    });
  });

  it('follows a message that is given back, and a queue that is emptied', async () => {
    const url = await aQueue();
    await send(url);
    const message = await receive(url);
    const command = { QueueUrl: url, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 };
    await sqs.send(new ChangeMessageVisibilityCommand(command));
    const given = await now('queue');
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));

    expect([given?.visible, (await now('queue'))?.visible]).toEqual([1, 0]);
  });

  it('counts what a topic delivers, and not what a redrive policy moves', async () => {
    await aQueue('dead');
    const policy = { deadLetterTargetArn: `arn:aws:sqs:${HERE}:dead`, maxReceiveCount: 1 };
    const url = await aQueue('queue', { RedrivePolicy: JSON.stringify(policy) });
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
    await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:${HERE}:queue` }),
    );
    await sns.send(new PublishCommand({ TopicArn, Message: 'a' }));

    await receive(url, 0);
    await receive(url, 0);

    expect(await now('queue')).toMatchObject({ sent: 1, received: 1, visible: 0 });
    expect(await now('dead')).toMatchObject({ sent: 0, visible: 1 });
  });

  it('is told for every minute that the clock jumps over', async () => {
    const url = await aQueue();
    await send(url);
    await receive(url, 600);
    const start = Math.floor(clock.now() / 60_000);

    clock.skipTo((start + 60) * 60_000);

    const { ended } = await emulator.queueSamples();
    expect(
      ended.map(({ first, last, visible, sent }) => [first - start, last - start, visible, sent]),
    ).toEqual([
      [0, 0, 0, 1],
      [1, 9, 0, 0],
      [10, 59, 1, 0],
    ]);
  });

  describe('of what a topic cannot deliver', () => {
    async function published(raw: boolean) {
      const undelivered = await aQueue('undelivered');
      const gone = await aQueue('gone');
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
      const Attributes = {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:${HERE}:undelivered` }),
        RawMessageDelivery: String(raw),
      };
      const subscription = { TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:${HERE}:gone`, Attributes };
      await sns.send(new SubscribeCommand(subscription));
      await sqs.send(new DeleteQueueCommand({ QueueUrl: gone }));
      const MessageAttributes = { mine: { DataType: 'String', StringValue: 'kept' } };
      await sns.send(new PublishCommand({ TopicArn, Message: 'a', MessageAttributes }));
      return receive(undelivered);
    }

    it('keeps it in the subscription’s dead-letter queue as it was published, with no word on why', async () => {
      const message = await published(true);

      expect(message?.Body).toBe('a');
      expect(message?.MessageAttributes).toEqual({
        mine: { DataType: 'String', StringValue: 'kept' },
      });
      expect(await now('undelivered')).toMatchObject({ sent: 1 });
    });

    it('keeps the envelope where delivery is not raw', async () => {
      const message = await published(false);

      expect(JSON.parse(message?.Body ?? '')).toMatchObject({ Type: 'Notification', Message: 'a' });
      expect(message?.MessageAttributes).toBeUndefined();
    });
  });
});
