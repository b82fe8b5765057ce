import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { idOf, readDeadLetter } from '../../../../ops/dead-letters/dead-letter.ts';
import { type Outgoing, sendBack } from '../../../../ops/redrive/send-back.ts';
import { DeadLetterQueues } from '../../../support/messages/dead-letter-queues.ts';

/** One byte more than SQS takes. */
const TOO_LONG = 'x'.repeat(1_048_577);

describe('sendBack', () => {
  let opened: DeadLetterQueues;
  let queues: DeadLetterQueues;

  beforeAll(async () => {
    opened = await DeadLetterQueues.open();
  });

  afterAll(() => opened.close());

  beforeEach(async () => {
    queues = await opened.more();
  });

  /** Dead letters in hand, and for each the body with which it goes back. */
  async function inHand(bodies: Readonly<Record<string, string>>): Promise<Outgoing[]> {
    const ids = Object.keys(bodies);
    await queues.put(ids.map((id) => ({ evidence: { id } })));
    const receive = new ReceiveMessageCommand({
      QueueUrl: queues.deadLetterQueue.url,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    const { Messages = [] } = await queues.sqs.send(receive);
    return Messages.map((message) => {
      const letter = readDeadLetter(message, 'deadLetterQueue');
      return { letter, message: { MessageBody: bodies[idOf(letter)] ?? '' } };
    });
  }

  const send = (batch: Outgoing[], queueUrl = queues.queueUrl) =>
    sendBack(queues.deadLetterQueue, queueUrl, batch);

  it('sends the others where SQS refuses the request for the sake of one', async () => {
    const { sent, refused, notDeleted } = await send(await inHand({ a: 'a', long: TOO_LONG, b: 'b' }));

    expect(sent.map(idOf).sort()).toEqual(['a', 'b']);
    expect(refused.map(({ letter, code }) => [idOf(letter), code])).toEqual([
      ['long', 'BatchRequestTooLong'],
    ]);
    expect(notDeleted).toEqual([]);
    expect(await queues.depth(queues.queueUrl)).toEqual({ visible: 2, inFlight: 0 });
    expect(await queues.depth()).toEqual({ visible: 0, inFlight: 1 });
  });

  it('fails where the queue is gone, and leaves everything where it was', async () => {
    const batch = await inHand({ a: 'a', b: 'b' });

    await expect(send(batch, `${queues.queueUrl}-gone`)).rejects.toThrow(/does not exist/);
    expect(await queues.depth()).toEqual({ visible: 0, inFlight: 2 });
  });

  it('fails where an older protocol says that the service is busy', async () => {
    const batch = await inHand({ a: 'a' });
    const busy = Object.assign(new Error('Busy'), { name: 'AWS.SimpleQueueService.RequestThrottled' });
    const sqs = { send: async () => Promise.reject(busy) } as unknown as SQSClient;

    await expect(sendBack({ ...queues.deadLetterQueue, sqs }, queues.queueUrl, batch)).rejects.toBe(busy);
  });
});
