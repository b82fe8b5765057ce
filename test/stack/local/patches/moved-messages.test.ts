import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SnsSqsEmulator, startSnsSqs } from '../../../../local/services/sns-sqs/fauxqs.ts';

describe('a message that its queue moves to the dead-letter queue', () => {
  let emulator: SnsSqsEmulator;
  let sqs: SQSClient;

  beforeAll(async () => {
    emulator = await startSnsSqs({ port: 0 });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    sqs = new SQSClient({ region: 'us-east-1', endpoint: emulator.url, credentials });
  });

  afterAll(async () => {
    sqs.destroy();
    await emulator.stop();
  });

  async function receive(QueueUrl: string) {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await sqs.send(command);
    return Messages[0];
  }

  it('keeps its id, its attributes, the time of its sending, and the number of its receives', async () => {
    const { QueueUrl: deadLetters = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
      maxReceiveCount: 2,
    });
    const { QueueUrl: queue = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName: 'queue', Attributes: { RedrivePolicy } }),
    );
    const MessageAttributes = { tenant: { DataType: 'String', StringValue: 'acme' } };
    const { MessageId } = await sqs.send(
      new SendMessageCommand({ QueueUrl: queue, MessageBody: 'a', MessageAttributes }),
    );
    await receive(queue);
    const last = await receive(queue);

    const none = await receive(queue);
    const dead = await receive(deadLetters);

    expect(last?.Attributes?.ApproximateReceiveCount).toBe('2');
    expect(none).toBeUndefined();
    expect(dead).toMatchObject({
      MessageId,
      Body: 'a',
      MessageAttributes,
      Attributes: { ApproximateReceiveCount: '3', SentTimestamp: last?.Attributes?.SentTimestamp },
    });
  });
});
