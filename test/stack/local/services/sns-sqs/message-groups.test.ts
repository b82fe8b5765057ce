import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SnsSqsEmulator, startSnsSqs } from '../../../../../local/services/sns-sqs/fauxqs.ts';

/** As SQS has them where neither topic nor queue is FIFO. */
describe('message groups of standard queues', () => {
  let emulator: SnsSqsEmulator;
  let sns: SNSClient;
  let sqs: SQSClient;

  beforeAll(async () => {
    emulator = await startSnsSqs({ port: 0 });
    const config = {
      region: 'us-east-1',
      endpoint: emulator.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    };
    sns = new SNSClient(config);
    sqs = new SQSClient(config);
  });

  afterAll(async () => {
    sns.destroy();
    sqs.destroy();
    await emulator.stop();
  });

  async function aQueue(name: string): Promise<{ url: string; arn: string }> {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
    const { Attributes } = await sqs.send(command);
    return { url: QueueUrl, arn: Attributes?.QueueArn ?? '' };
  }

  async function aTopicTo(name: string, ...queues: readonly { arn: string }[]): Promise<string> {
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: name }));
    for (const [index, { arn }] of queues.entries()) {
      const Attributes = { RawMessageDelivery: index === 0 ? 'true' : 'false' };
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn, Attributes }));
    }
    return TopicArn;
  }

  /** The groups of all messages in a queue, by their texts. */
  async function groupsIn({ url }: { url: string }): Promise<Record<string, string | undefined>> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['MessageGroupId'],
      }),
    );
    return Object.fromEntries(
      Messages.map(({ Body = '', Attributes }) => [
        Body.startsWith('{') ? JSON.parse(Body).Message : Body,
        Attributes?.MessageGroupId,
      ]),
    );
  }

  it('are kept of what is sent, alone and in a batch', async () => {
    const queue = await aQueue('sent');

    await sqs.send(
      new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'one', MessageGroupId: 'ada' }),
    );
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queue.url,
        Entries: [
          { Id: '1', MessageBody: 'two', MessageGroupId: 'kim' },
          { Id: '2', MessageBody: 'three' },
        ],
      }),
    );

    expect(await groupsIn(queue)).toEqual({ one: 'ada', two: 'kim', three: undefined });
  });

  it('travel through topics, raw and not, alone and in a batch', async () => {
    const raw = await aQueue('raw');
    const enveloped = await aQueue('enveloped');
    const TopicArn = await aTopicTo('topic', raw, enveloped);

    await sns.send(new PublishCommand({ TopicArn, Message: 'one', MessageGroupId: 'ada' }));
    await sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: '1', Message: 'two' },
          { Id: '2', Message: 'three', MessageGroupId: 'kim' },
        ],
      }),
    );

    const groups = { one: 'ada', two: undefined, three: 'kim' };
    expect([await groupsIn(raw), await groupsIn(enveloped)]).toEqual([groups, groups]);
  });

  it('are refused by SNS where they are none', async () => {
    const TopicArn = await aTopicTo('refusing');

    await expect(
      sns.send(new PublishCommand({ TopicArn, Message: 'one', MessageGroupId: 'a b' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('go with a message that is tried again', async () => {
    const queue = await aQueue('again');
    await sqs.send(
      new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'one', MessageGroupId: 'ada' }),
    );

    const receive = new ReceiveMessageCommand({
      ...{ QueueUrl: queue.url, VisibilityTimeout: 0, MessageSystemAttributeNames: ['All'] },
    });
    await sqs.send(receive);

    expect((await sqs.send(receive)).Messages).toMatchObject([{ Attributes: { MessageGroupId: 'ada' } }]);
  });
});
