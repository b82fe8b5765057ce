import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { arnOf } from '../../../../ops/dead-letters/depth.ts';
import { latestMoveTask, moveAll } from '../../../../ops/redrive/move-task.ts';
import { DeadLetterQueues } from '../../../support/messages/dead-letter-queues.ts';

const never = new AbortController().signal;

describe('a move task', () => {
  let opened: DeadLetterQueues;
  let queues: DeadLetterQueues;
  let arns: { sourceArn: string; destinationArn: string };

  beforeAll(async () => {
    opened = await DeadLetterQueues.open();
  });

  afterAll(() => opened.close());

  beforeEach(async () => {
    queues = await opened.more();
    const { sqs, queueUrl, deadLetterQueue } = queues;
    arns = { sourceArn: await arnOf(sqs, deadLetterQueue.url), destinationArn: await arnOf(sqs, queueUrl) };
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arns.sourceArn, maxReceiveCount: 5 });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { RedrivePolicy } }));
  });

  const put = (count: number) =>
    queues.put(Array.from({ length: count }, (_, n) => ({ evidence: { id: `order-${n}` } })));

  it('moves everything, and tells how far it is', async () => {
    await put(20);
    const progress: number[] = [];
    const task = await moveAll(queues.sqs, { ...arns, rate: 500 }, never, (moved) => progress.push(moved));
    expect(task).toMatchObject({ status: 'COMPLETED', moved: 20 });
    expect(progress.at(-1)).toBe(20);
    expect(await queues.depth(queues.queueUrl)).toEqual({ visible: 20, inFlight: 0 });
    expect(await latestMoveTask(queues.sqs, arns.sourceArn)).toMatchObject({
      status: 'COMPLETED',
      moved: 20,
    });
  });

  it('is cancelled', async () => {
    await put(100);
    const interruption = new AbortController();
    interruption.abort();
    const task = await moveAll(queues.sqs, { ...arns, rate: 5 }, interruption.signal);
    const left = (await queues.depth()).visible;
    expect(task?.status).toBe('CANCELLED');
    expect(left).toBe(100 - (task?.moved ?? 0));
    expect(left).toBeGreaterThan(0);
  });

  it('is none before the first', async () => {
    expect(await latestMoveTask(queues.sqs, arns.sourceArn)).toBeUndefined();
  });

  it('is none where the engine has no such tasks', async () => {
    const sqs = Object.assign(Object.create(queues.sqs), {
      send: async () => {
        throw Object.assign(new Error('not here'), { name: 'UnsupportedOperation' });
      },
    });
    expect(await moveAll(sqs, { ...arns, rate: 1 }, never)).toBeUndefined();
    expect(await latestMoveTask(sqs, arns.sourceArn)).toBeUndefined();
  });
});
