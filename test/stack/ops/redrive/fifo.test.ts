import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SnsSqsEmulator, startSnsSqs } from '../../../../local/services/sns-sqs/fauxqs.ts';
import { readDeadLetter } from '../../../../ops/dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../../../../ops/dead-letters/dead-letter-queue.ts';
import { outgoingMessage } from '../../../../ops/redrive/outgoing.ts';
import { sendBack } from '../../../../ops/redrive/send-back.ts';

describe('what goes back to a FIFO queue', () => {
  let emulator: SnsSqsEmulator;
  let sqs: SQSClient;

  beforeAll(async () => {
    emulator = await startSnsSqs({ port: 0 });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    sqs = new SQSClient({ region: 'us-east-1', endpoint: emulator.url, credentials });
  });

  afterAll(() => emulator.stop());

  async function aQueue(ContentBasedDeduplication: string): Promise<string> {
    const QueueName = `${crypto.randomUUID()}.fifo`;
    const Attributes = { FifoQueue: 'true', ContentBasedDeduplication };
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl;
  }

  async function receive(QueueUrl: string) {
    const request = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All' as const] };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
    return Messages;
  }

  /** A dead letter of a message that the queue took a moment ago and that has left it. */
  async function aDeadLetter(contentBased: string) {
    const queueUrl = await aQueue(contentBased);
    const url = await aQueue(contentBased);
    const id = contentBased === 'true' ? {} : { MessageDeduplicationId: crypto.randomUUID() };
    const message = { MessageBody: crypto.randomUUID(), MessageGroupId: 'group', ...id };
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, ...message }));
    for (const { ReceiptHandle } of await receive(queueUrl)) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
    await sqs.send(new SendMessageCommand({ QueueUrl: url, ...message }));
    const [dead = {}] = await receive(url);
    const letter = readDeadLetter(dead, 'deadLetterQueue');
    const queue: DeadLetterQueue = { kind: 'deadLetterQueue', sqs, url, waitSeconds: 0 };
    return { queue, queueUrl, outgoing: { letter, message: outgoingMessage(letter) } };
  }

  it.each(['true', 'false'])(
    'is a message of its own to SQS, which took the first a moment ago (deduplication by content: %s)',
    async (contentBased) => {
      const { queue, queueUrl, outgoing } = await aDeadLetter(contentBased);

      const { sent, refused } = await sendBack(queue, queueUrl, [outgoing]);

      expect([sent.length, refused.length]).toEqual([1, 0]);
      expect((await receive(queueUrl)).map(({ Body }) => Body)).toEqual([outgoing.letter.body]);
    },
  );

  it('is the same message to SQS where it goes back once more, since it could not be deleted', async () => {
    const { queue, queueUrl, outgoing } = await aDeadLetter('false');

    await sendBack(queue, queueUrl, [outgoing]);
    await sendBack(queue, queueUrl, [outgoing]);

    expect(await receive(queueUrl)).toHaveLength(1);
  });
});
