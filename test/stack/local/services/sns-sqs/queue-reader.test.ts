import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QueueReader } from '../../../../../local/services/sns-sqs/queue-reader.ts';
import { Queues } from './a-queue.ts';

describe('QueueReader', () => {
  let queues: Queues;

  beforeAll(async () => {
    queues = await Queues.start();
  });

  afterAll(() => queues.stop());

  async function aReader(bodies: readonly string[], signal = new AbortController().signal) {
    const url = await queues.create(bodies);
    return { reader: new QueueReader(queues.client, url, signal), depth: () => queues.depth(url) };
  }

  it('receives messages with their system attributes', async () => {
    const { reader } = await aReader(['a']);

    const received = await reader.receive(10, 0);

    expect(received).toMatchObject([
      {
        Body: 'a',
        Attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.any(String),
        },
      },
    ]);
  });

  it.each([
    [3, 3],
    [25, 10],
  ])('receives of twelve, asked for %i, no more than %i in one request', async (count, received) => {
    const { reader } = await aReader([...'abcdefghijkl']);

    expect(await reader.receive(count, 0)).toHaveLength(received);
  });

  it('takes a wait that is longer than SQS allows, and one with a fraction', async () => {
    const { reader } = await aReader(['a', 'b']);

    expect(await reader.receive(1, 300)).toHaveLength(1);
    expect(await reader.receive(1, 0.4)).toHaveLength(1);
  });

  it('gives nothing where the queue is empty', async () => {
    const { reader } = await aReader([]);

    expect(await reader.receive(1, 0)).toEqual([]);
  });

  it('stops waiting when it is told to, with nothing', async () => {
    const controller = new AbortController();
    const { reader } = await aReader([], controller.signal);
    const waiting = reader.receive(1, 20);

    controller.abort();

    expect(await waiting).toEqual([]);
  });

  it('fails where the queue cannot be reached', async () => {
    const reader = new QueueReader(
      queues.client,
      'http://127.0.0.1/000000000000/gone',
      new AbortController().signal,
    );

    await expect(reader.receive(1, 0)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it('deletes more messages than one request takes', async () => {
    const { reader, depth } = await aReader([...'abcdefghijkl']);
    const received = [...(await reader.receive(10, 0)), ...(await reader.receive(10, 0))];
    expect(received).toHaveLength(12);

    await reader.delete(received);

    expect(await depth()).toEqual({ visible: 0, inFlight: 0 });
  });

  it('makes no request to delete nothing', async () => {
    const reader = new QueueReader(
      { send: () => Promise.reject(new Error('sent')) } as never,
      '',
      new AbortController().signal,
    );

    await expect(reader.delete([])).resolves.toBeUndefined();
  });

  it('shows a message again at once where it is hidden for no time', async () => {
    const { reader, depth } = await aReader(['a']);
    const [message = {}] = await reader.receive(1, 0);
    expect(await depth()).toEqual({ visible: 0, inFlight: 1 });

    await reader.hide(message, 0);

    expect(await reader.receive(1, 0)).toMatchObject([
      { Body: 'a', Attributes: { ApproximateReceiveCount: '2' } },
    ]);
  });
});
