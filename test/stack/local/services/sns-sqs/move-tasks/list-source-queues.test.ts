import {
  ListDeadLetterSourceQueuesCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StartedQueue, StartedQueues } from '../../../../../support/local/started-queues.ts';

describe('ListDeadLetterSourceQueues', () => {
  let queues: StartedQueues;
  let dead: StartedQueue;
  let sources: StartedQueue[];

  beforeAll(async () => {
    queues = await StartedQueues.start();
    dead = await queues.create('dead');
    sources = [];
    for (const name of ['a', 'b', 'c']) sources.push(await queues.create(name, dead));
    await queues.createPair('other');
  });

  afterAll(() => queues.end());

  const list = (QueueUrl: string, MaxResults?: number, NextToken?: string) =>
    queues.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl, MaxResults, NextToken }));

  it('gives the queues whose redrive policy names it', async () => {
    const { queueUrls, NextToken } = await list(dead.url);

    expect(queueUrls).toEqual(sources.map(({ url }) => url));
    expect(NextToken).toBeUndefined();
  });

  it('gives them in pages', async () => {
    const first = await list(dead.url, 2);
    const second = await list(dead.url, 2, first.NextToken);

    expect([first.queueUrls, second.queueUrls].map((urls) => urls?.length)).toEqual([2, 1]);
    expect([...(first.queueUrls ?? []), ...(second.queueUrls ?? [])]).toEqual(sources.map(({ url }) => url));
    expect(second.NextToken).toBeUndefined();
  });

  it('gives none for a queue that is nobody’s dead-letter queue', async () => {
    expect((await list(sources[0]?.url ?? '')).queueUrls).toEqual([]);
  });

  it('does not give a queue whose policy is gone', async () => {
    const { dead: left, queue } = await queues.createPair('left');
    const Attributes = { RedrivePolicy: '' };
    await queues.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes }));

    expect((await list(left.url)).queueUrls).toEqual([]);
  });

  it('refuses a queue that is not there, and a page of no size', async () => {
    await expect(list('http://127.0.0.1/000000000000/nobody')).rejects.toThrow(QueueDoesNotExist);
    await expect(list(dead.url, 0)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});

describe('a message that its queue has moved to the dead-letter queue', () => {
  it('tells where it came from, and one that somebody sent there does not', async () => {
    const queues = await StartedQueues.start();
    const { queue, dead } = await queues.createPair('mail');
    await queues.send(queue, 'moved');
    await queues.send(dead, 'sent');
    for (let receive = 0; receive < 2; receive += 1) await queues.receive(queue);

    const messages = await queues.receive(dead, 30);
    await queues.end();

    const told = messages.map(({ Body, Attributes }) => [Body, Attributes?.DeadLetterQueueSourceArn]);
    expect(Object.fromEntries(told)).toEqual({ moved: queue.arn, sent: undefined });
  });
});
