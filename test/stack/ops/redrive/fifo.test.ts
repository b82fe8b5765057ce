import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDeadLetter } from '../../../../ops/dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../../../../ops/dead-letters/dead-letter-queue.ts';
import { outgoingMessage } from '../../../../ops/redrive/outgoing.ts';
import { sendBack } from '../../../../ops/redrive/send-back.ts';
import { type StartedQueue, StartedQueues } from '../../../support/local/started-queues.ts';

describe('what goes back to a FIFO queue', () => {
  let queues: StartedQueues;

  beforeAll(async () => {
    queues = await StartedQueues.start();
  });

  afterAll(() => queues.end());

  function aQueue(ContentBasedDeduplication: string): Promise<StartedQueue> {
    const attributes = { FifoQueue: 'true', ContentBasedDeduplication };
    return queues.create(`${crypto.randomUUID()}.fifo`, undefined, attributes);
  }

  /** A dead letter of a message that the queue took a moment ago and that has left it. */
  async function aDeadLetter(contentBased: string) {
    const source = await aQueue(contentBased);
    const deadLetters = await aQueue(contentBased);
    const id = contentBased === 'true' ? {} : { MessageDeduplicationId: crypto.randomUUID() };
    const body = crypto.randomUUID();
    const parts = { MessageGroupId: 'group', ...id };
    await queues.send(source, body, parts);
    for (const { ReceiptHandle } of await queues.receive(source, 30)) {
      await queues.sqs.send(new DeleteMessageCommand({ QueueUrl: source.url, ReceiptHandle }));
    }
    await queues.send(deadLetters, body, parts);
    const [dead = {}] = await queues.receive(deadLetters, 30);
    const letter = readDeadLetter(dead, 'deadLetterQueue');
    const { url } = deadLetters;
    const queue: DeadLetterQueue = { kind: 'deadLetterQueue', sqs: queues.sqs, url, waitSeconds: 0 };
    return { queue, source, outgoing: { letter, message: outgoingMessage(letter) } };
  }

  it.each(['true', 'false'])(
    'is a message of its own to SQS, which took the first a moment ago (deduplication by content: %s)',
    async (contentBased) => {
      const { queue, source, outgoing } = await aDeadLetter(contentBased);

      const { sent, refused } = await sendBack(queue, source.url, [outgoing]);

      expect([sent.length, refused.length]).toEqual([1, 0]);
      expect((await queues.receive(source, 30)).map(({ Body }) => Body)).toEqual([outgoing.letter.body]);
    },
  );

  it('is the same message to SQS where it goes back once more, since it could not be deleted', async () => {
    const { queue, source, outgoing } = await aDeadLetter('false');

    await sendBack(queue, source.url, [outgoing]);
    await sendBack(queue, source.url, [outgoing]);

    expect(await queues.receive(source, 30)).toHaveLength(1);
  });
});
