import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SkippingClock } from '../../../../../../local/clock/clock.ts';
import { eventually } from '../../../../../support/eventually.ts';
import { type StartedQueue, StartedQueues } from '../../../../../support/local/started-queues.ts';

const FIFO = { FifoQueue: 'true' };

const MessageAttributes = {
  mailroom: { DataType: 'String', StringValue: '{"reason":"expired","text":"Grüße ✓"}' },
  count: { DataType: 'Number.int', StringValue: '007' },
  bytes: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 255, 137, 80, 13, 10) },
};

describe('a task that moves messages', () => {
  let queues: StartedQueues;
  let clock: SkippingClock;
  let dead: StartedQueue;
  let queue: StartedQueue;

  beforeAll(async () => {
    clock = new SkippingClock();
    queues = await StartedQueues.start({ clock });
  });

  beforeEach(async () => {
    ({ dead, queue } = await queues.createPair(randomUUID()));
  });

  afterAll(() => queues.end());

  const start = (to?: StartedQueue, MaxNumberOfMessagesPerSecond?: number) =>
    queues.sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: dead.arn,
        DestinationArn: to?.arn,
        MaxNumberOfMessagesPerSecond,
      }),
    );

  it('moves every message, and says how many', async () => {
    const bodies = ['a', 'b', 'c'];
    for (const body of bodies) await queues.send(dead, body);

    await start(queue);

    expect(await queues.ended(dead)).toEqual({
      Status: 'COMPLETED',
      SourceArn: dead.arn,
      DestinationArn: queue.arn,
      ApproximateNumberOfMessagesMoved: 3,
      ApproximateNumberOfMessagesToMove: 3,
      StartedTimestamp: expect.any(Number),
    });
    expect(await queues.bodies(queue)).toEqual(bodies);
    expect(await queues.bodies(dead)).toEqual([]);
  });

  it('makes each a new message, with the body and the attributes of the old one to the byte', async () => {
    const body = '{"subject":"Grüße \\u0000","tab":"\t"}';
    const id = await queues.send(dead, body, { MessageAttributes });
    const [before] = await queues.receive(dead);
    clock.skipTo(clock.now() + 1000);

    await start(queue);
    await queues.ended(dead);

    const [after] = await queues.receive(queue);
    expect(after).toMatchObject({ Body: body, MessageAttributes });
    expect(after?.MD5OfMessageAttributes).toBe(before?.MD5OfMessageAttributes);
    expect(after?.MessageId).not.toBe(id);
    expect(after?.Attributes?.ApproximateReceiveCount).toBe('1');
    expect(Number(after?.Attributes?.SentTimestamp)).toBeGreaterThan(
      Number(before?.Attributes?.SentTimestamp),
    );
  });

  it('leaves alone what somebody has received', async () => {
    await queues.send(dead, 'held');
    await queues.receive(dead, 3600);
    await queues.send(dead, 'free');

    await start(queue);

    expect(await queues.ended(dead)).toMatchObject({
      ApproximateNumberOfMessagesMoved: 1,
      ApproximateNumberOfMessagesToMove: 1,
    });
    expect(await queues.bodies(queue)).toEqual(['free']);
    clock.skipTo(clock.now() + 3_600_000);
    expect(await queues.bodies(dead)).toEqual(['held']);
  });

  it('keeps to its rate, and time does not jump meanwhile', async () => {
    for (const body of ['a', 'b', 'c', 'd']) await queues.send(dead, body);

    const { TaskHandle } = await start(queue, 2);
    const [running] = await queues.tasks(dead);
    const wasAtWork = clock.isAtWork;
    const ended = await queues.ended(dead);

    expect(running).toMatchObject({ Status: 'RUNNING', TaskHandle, MaxNumberOfMessagesPerSecond: 2 });
    expect(running?.ApproximateNumberOfMessagesMoved).toBeLessThan(4);
    expect(ended).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 4 });
    expect([wasAtWork, clock.isAtWork]).toEqual([true, false]);
  });

  it('moves no more once it is cancelled', async () => {
    for (const body of ['a', 'b', 'c', 'd']) await queues.send(dead, body);
    const { TaskHandle } = await start(queue, 1);
    await eventually(
      () => queues.tasks(dead),
      ([task]) => task?.ApproximateNumberOfMessagesMoved !== 0,
    );

    const cancelled = await queues.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    const ended = await queues.ended(dead);

    const moved = Number(cancelled.ApproximateNumberOfMessagesMoved);
    expect([1, 2, 3]).toContain(moved);
    expect(ended).toMatchObject({ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: moved });
    expect(ended.TaskHandle).toBeUndefined();
    expect(await queues.bodies(dead)).toHaveLength(4 - moved);
  });

  it('gives a message to a receiver that waits for one', async () => {
    await queues.send(dead, 'a');
    const waiting = queues.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 20 }));

    await start(queue);

    expect((await waiting).Messages).toMatchObject([{ Body: 'a' }]);
  });

  it('sends each message back to the queue from which a redrive policy moved it', async () => {
    const other = await queues.create('other', dead);
    await queues.die(queue, 'mail');
    await queues.die(other, 'other');

    await start();

    expect(await queues.ended(dead)).toMatchObject({
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 2,
    });
    expect(await queues.bodies(queue)).toEqual(['mail']);
    expect(await queues.bodies(other)).toEqual(['other']);
  });

  it('fails without a destination at a message that nobody moved there, and keeps it', async () => {
    await queues.send(dead, 'sent');

    await start();

    expect(await queues.ended(dead)).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'CouldNotDetermineMessageSource',
      ApproximateNumberOfMessagesMoved: 0,
    });
    expect(await queues.bodies(dead)).toEqual(['sent']);
  });

  it('fails where its destination goes, and keeps what is left', async () => {
    for (const body of ['a', 'b', 'c']) await queues.send(dead, body);
    const custom = await queues.create('custom');

    await start(custom, 1);
    await queues.sqs.send(new DeleteQueueCommand({ QueueUrl: custom.url }));

    expect(await queues.ended(dead)).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
    });
    expect((await queues.bodies(dead)).length).toBeGreaterThan(0);
  });

  it('moves messages of FIFO queues in their order, with their group, and numbers them anew', async () => {
    ({ dead, queue } = await queues.createPair('orders', FIFO));
    for (const body of ['a', 'b']) {
      await queues.send(dead, body, { MessageGroupId: 'ada', MessageDeduplicationId: body });
    }

    await start(queue);

    expect(await queues.ended(dead)).toMatchObject({
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 2,
    });
    expect(await queues.receive(queue)).toMatchObject([
      { Body: 'a', Attributes: { MessageGroupId: 'ada', SequenceNumber: '00000000000000000001' } },
      { Body: 'b', Attributes: { MessageGroupId: 'ada', SequenceNumber: '00000000000000000002' } },
    ]);
  });
});

describe('a task that moves messages of a data directory', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'mailroom-data-'));

  afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

  it('knows after a restart where messages came from, and what it moved stays moved after another', async () => {
    const first = await StartedQueues.start({ dataDirectory });
    const { dead, queue } = await first.createPair('mail');
    await first.die(queue, 'a', { MessageAttributes });
    await first.end();

    const second = await StartedQueues.start({ dataDirectory });
    await second.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
    const ended = await second.ended(dead);
    await second.end();

    const third = await StartedQueues.start({ dataDirectory });
    const [received] = await third.receive(queue);
    const left = await third.bodies(dead);
    await third.end();
    expect(ended).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 });
    expect(received).toMatchObject({ Body: 'a', MessageAttributes });
    expect(received?.Attributes?.ApproximateReceiveCount).toBe('1');
    expect(left).toEqual([]);
  });

  it('ends with the stack, and leaves the rest where it is', async () => {
    const first = await StartedQueues.start({ dataDirectory });
    const { dead } = await first.createPair('mail');
    const custom = await first.create('custom');
    const bodies = ['a', 'b', 'c', 'd'];
    for (const body of bodies) await first.send(dead, body);
    const task = { SourceArn: dead.arn, DestinationArn: custom.arn, MaxNumberOfMessagesPerSecond: 1 };
    await first.sqs.send(new StartMessageMoveTaskCommand(task));
    await eventually(
      () => first.bodies(custom),
      ({ length }) => length > 0,
    );
    await first.end();

    const second = await StartedQueues.start({ dataDirectory });
    const [moved, left] = [await second.bodies(custom), await second.bodies(dead)];
    const tasks = await second.tasks(dead);
    await second.end();

    expect([...moved, ...left].sort()).toEqual(bodies);
    expect(left.length).toBeGreaterThan(0);
    expect(tasks).toEqual([]);
  });
});
