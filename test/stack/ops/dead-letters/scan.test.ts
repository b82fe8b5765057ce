import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { idOf } from '../../../../ops/dead-letters/dead-letter.ts';
import { findDeadLetters, listDeadLetters } from '../../../../ops/dead-letters/list.ts';
import { DeadLetterQueues } from '../../../support/messages/dead-letter-queues.ts';

const { signal } = new AbortController();

describe('listing dead letters', () => {
  let opened: DeadLetterQueues;
  let queues: DeadLetterQueues;

  beforeAll(async () => {
    opened = await DeadLetterQueues.open();
  });

  afterAll(() => opened.close());

  beforeEach(async () => {
    queues = await opened.more();
  });

  const ids = (count: number) => Array.from({ length: count }, (_, n) => `order-${n}`);

  it('counts each once, by reason and error, and gives all of them back', async () => {
    await queues.put(ids(120).map((id) => ({ evidence: { id } })));
    await queues.put(
      ids(7).map((id) => ({
        evidence: { id: `old-${id}`, reason: 'expired', error: 'Throttling', redrives: 1 },
      })),
    );
    const found: string[] = [];

    const listing = await listDeadLetters(queues.deadLetterQueue, {}, { signal }, (letter) => {
      found.push(idOf(letter));
    });

    expect(listing.groups).toMatchObject([
      { reason: 'message-rejected', error: 'MessageRejected', count: 120, redriven: 0 },
      { reason: 'expired', error: 'Throttling', count: 7, redriven: 7 },
    ]);
    expect(listing).toMatchObject({ received: 127, matching: 127, partial: [], notGivenBack: 0 });
    expect(new Set(found).size).toBe(127);
    expect(await queues.depth()).toEqual({ visible: 127, inFlight: 0 });
  });

  it('finds nothing in an empty queue', async () => {
    const listing = await listDeadLetters(queues.deadLetterQueue, {}, { signal });
    expect(listing).toMatchObject({ received: 0, groups: [], partial: [] });
  });

  it('looks at everything, and tells only of what is meant', async () => {
    await queues.put(ids(30).map((id) => ({ evidence: { id } })));
    const { letters } = await findDeadLetters(queues.deadLetterQueue, ['order-7'], signal);
    expect(letters.map(idOf)).toEqual(['order-7']);
    expect(await queues.depth()).toEqual({ visible: 30, inFlight: 0 });
  });

  it('stops at the limit, and says so', async () => {
    await queues.put(ids(30).map((id) => ({ evidence: { id } })));
    const listing = await listDeadLetters(queues.deadLetterQueue, {}, { signal, limit: 5 });
    expect(listing).toMatchObject({ matching: 5, partial: ['The limit was reached.'] });
    expect(await queues.depth()).toEqual({ visible: 30, inFlight: 0 });
  });

  it('gives back what it has when it is interrupted, and says so', async () => {
    await queues.put(ids(60).map((id) => ({ evidence: { id } })));
    const interruption = new AbortController();
    const listing = await listDeadLetters(queues.deadLetterQueue, {}, { signal: interruption.signal }, () =>
      interruption.abort(),
    );
    expect(listing.partial).toContain('It was interrupted.');
    expect(await queues.depth()).toEqual({ visible: 60, inFlight: 0 });
  });

  it('says how many another reader hides', async () => {
    await queues.put(ids(12).map((id) => ({ evidence: { id } })));
    const { sqs, deadLetterQueue } = queues;
    const command = new ReceiveMessageCommand({ QueueUrl: deadLetterQueue.url, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(command);

    const listing = await listDeadLetters(deadLetterQueue, {}, { signal });

    expect(listing.received).toBe(12 - Messages.length);
    expect(listing.partial).toEqual([`${Messages.length} more are hidden by another reader for now.`]);
  });

  it('gives back what the others still receive when one receive fails', async () => {
    await queues.put(ids(30).map((id) => ({ evidence: { id } })));
    const { sqs } = queues;
    let receives = 0;
    const failing = new Proxy(sqs, {
      get: (client, name) => (name === 'send' ? send : Reflect.get(client, name)),
    });
    const send = async (command: Parameters<typeof sqs.send>[0]) => {
      if (!(command instanceof ReceiveMessageCommand)) return sqs.send(command);
      receives += 1;
      if (receives === 1) throw new Error('refused');
      return sqs.send(command);
    };

    const listing = listDeadLetters({ ...queues.deadLetterQueue, sqs: failing }, {}, { signal });

    await expect(listing).rejects.toThrow('refused');
    expect(await queues.depth()).toEqual({ visible: 30, inFlight: 0 });
  });
});
