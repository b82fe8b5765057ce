import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { BatchCollector } from '../../../../../local/services/lambda/batch-collector.ts';

const KIBIBYTE = 1024;

const messages = (count: number, size = 1): Message[] =>
  Array.from({ length: count }, (_, index) => ({ MessageId: `m-${index}`, Body: 'x'.repeat(size) }));

/** A source that gives `receives` in turn, then nothing; each takes as many seconds as it says, or its whole wait. */
function aSource(
  receives: { messages: Message[]; afterSeconds?: number }[],
  controller = new AbortController(),
) {
  let clock = 1_000_000;
  const asked: [count: number, waitSeconds: number][] = [];
  const receive = async (count: number, waitSeconds: number) => {
    asked.push([count, waitSeconds]);
    const next = receives.shift();
    clock += (next?.afterSeconds ?? (next?.messages.length ? 0 : waitSeconds)) * 1000;
    return next?.messages ?? [];
  };
  return { receive, now: () => clock, signal: controller.signal, asked };
}

describe('BatchCollector without a window', () => {
  const limits = { batchSize: 10, batchWindowSeconds: 0 };

  it('gives what one receive gives, after a long poll', async () => {
    const source = aSource([{ messages: messages(3) }, { messages: messages(3) }]);

    expect(await new BatchCollector(limits, source).next()).toHaveLength(3);
    expect(source.asked).toEqual([[10, 20]]);
  });

  it('gives nothing where nothing came', async () => {
    expect(await new BatchCollector(limits, aSource([])).next()).toEqual([]);
  });
});

describe('BatchCollector with a window', () => {
  it('goes on until the batch is full', async () => {
    const source = aSource([
      { messages: messages(10) },
      { messages: messages(10) },
      { messages: messages(5) },
    ]);

    const batch = await new BatchCollector({ batchSize: 25, batchWindowSeconds: 5 }, source).next();

    expect(batch).toHaveLength(25);
    expect(source.asked).toEqual([
      [25, 20],
      [15, 5],
      [5, 5],
    ]);
  });

  it('ends with the window, counted from the first message', async () => {
    const source = aSource([
      { messages: messages(1), afterSeconds: 19 },
      { messages: messages(1), afterSeconds: 2.5 },
      { messages: messages(1), afterSeconds: 2.5 },
      { messages: messages(1) },
    ]);

    const batch = await new BatchCollector({ batchSize: 100, batchWindowSeconds: 5 }, source).next();

    expect(batch).toHaveLength(3);
    expect(source.asked).toEqual([
      [100, 20],
      [99, 5],
      [98, 3],
    ]);
  });

  it('stays open where a receive gives nothing, since a long poll is shorter than a long window', async () => {
    const source = aSource([
      { messages: messages(1) },
      { messages: [], afterSeconds: 20 },
      { messages: messages(1), afterSeconds: 20 },
      { messages: [], afterSeconds: 20 },
    ]);

    const batch = await new BatchCollector({ batchSize: 10, batchWindowSeconds: 60 }, source).next();

    expect(batch).toHaveLength(2);
    expect(source.asked).toEqual([
      [10, 20],
      [9, 60],
      [9, 40],
      [8, 20],
    ]);
  });

  it('closes the window when the mapping ends, with what it has', async () => {
    const controller = new AbortController();
    const source = aSource([{ messages: messages(2) }], controller);
    controller.abort();

    expect(await new BatchCollector({ batchSize: 10, batchWindowSeconds: 300 }, source).next()).toHaveLength(
      2,
    );
    expect(source.asked).toHaveLength(1);
  });

  it('opens no window where nothing came', async () => {
    const source = aSource([{ messages: [] }, { messages: messages(1) }]);

    expect(await new BatchCollector({ batchSize: 10, batchWindowSeconds: 5 }, source).next()).toEqual([]);
    expect(source.asked).toHaveLength(1);
  });
});

describe('BatchCollector at the limit of 6 MB', () => {
  const limits = { batchSize: 100, batchWindowSeconds: 5 };
  const ids = (batch: Message[]) => batch.map(({ MessageId }) => MessageId);

  it('ends a batch that would exceed it, and opens the next with what is left', async () => {
    const source = aSource([{ messages: messages(8, 1000 * KIBIBYTE) }]);
    const collector = new BatchCollector(limits, source);

    expect(ids(await collector.next())).toEqual(['m-0', 'm-1', 'm-2', 'm-3', 'm-4', 'm-5']);
    expect(ids(await collector.next())).toEqual(['m-6', 'm-7']);
    expect(await collector.next()).toEqual([]);
  });

  it('receives no more once it is reached, although the window is open', async () => {
    const source = aSource([
      { messages: messages(6, 1000 * KIBIBYTE) },
      { messages: messages(1, 500 * KIBIBYTE) },
    ]);
    const collector = new BatchCollector(limits, source);

    expect(await collector.next()).toHaveLength(6);
    expect(source.asked).toHaveLength(2);
    expect(await collector.next()).toHaveLength(1);
  });

  it('fills the next batch that what is left has opened', async () => {
    const source = aSource([{ messages: messages(7, 1000 * KIBIBYTE) }, { messages: messages(2) }]);
    const collector = new BatchCollector(limits, source);
    await collector.next();

    expect(await collector.next()).toHaveLength(3);
    expect(source.asked.at(1)).toEqual([99, 5]);
  });

  it('counts bytes as they are in JSON, and message attributes too', async () => {
    const MessageAttributes = { big: { DataType: 'String', StringValue: 'é'.repeat(250 * KIBIBYTE) } };
    const received = messages(8, 0).map((message) => ({
      ...message,
      Body: '"'.repeat(250 * KIBIBYTE),
      MessageAttributes,
    }));
    const collector = new BatchCollector(limits, aSource([{ messages: received }]));

    expect(await collector.next()).toHaveLength(6);
  });

  it('gives a single message whatever its size, since nothing else can become of it', async () => {
    const source = aSource([{ messages: messages(2, 7000 * KIBIBYTE) }]);
    const collector = new BatchCollector(limits, source);

    expect([await collector.next(), await collector.next()].map(ids)).toEqual([['m-0'], ['m-1']]);
  });
});
