import { CreateTopicCommand, PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SkippingClock } from '../../../../../local/clock/clock.ts';
import { markPoller } from '../../../../../local/hosting/poller-header.ts';
import { type SnsSqsEmulator, startSnsSqs } from '../../../../../local/services/sns-sqs/fauxqs.ts';
import { QueueReader } from '../../../../../local/services/sns-sqs/queue-reader.ts';
import { eventually } from '../../../../support/eventually.ts';

const { signal } = new AbortController();

describe('SNS and SQS in a thread', () => {
  let clock: SkippingClock;
  let emulator: SnsSqsEmulator;
  let sns: SNSClient;
  let sqs: SQSClient;
  let pollers: SQSClient;

  beforeEach(async () => {
    clock = new SkippingClock();
    emulator = await startSnsSqs({ port: 0, clock });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const settings = { region: 'us-east-1', endpoint: emulator.url, credentials };
    [sns, sqs] = [new SNSClient(settings), new SQSClient(settings)];
    pollers = markPoller(new SQSClient(settings));
  });

  afterEach(async () => {
    for (const client of [sns, sqs, pollers]) client.destroy();
    await emulator.stop();
  });

  async function aQueue(visibilityTimeoutSeconds = 3600): Promise<string> {
    const Attributes = { VisibilityTimeout: String(visibilityTimeoutSeconds) };
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'queue', Attributes }));
    return QueueUrl;
  }

  const send = (QueueUrl: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));

  it('counts requests by service and action, and the receives of pollers that got nothing', async () => {
    const url = await aQueue();
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'a' }));
    const PublishBatchRequestEntries = ['b', 'c'].map((Id) => ({ Id, Message: Id }));
    await sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));

    await new QueueReader(pollers, url, signal).receive(10, 0);

    expect(await emulator.requests()).toEqual({
      s3: {},
      sns: { CreateTopic: 1, Publish: 1, PublishBatch: 1 },
      sqs: { CreateQueue: 1, ReceiveMessage: 2 },
      published: { [String(TopicArn)]: 3 },
      emptyReceives: 1,
    });
  });

  it('is at work from a poller’s receive until it has settled the messages', async () => {
    const url = await aQueue();
    const reader = new QueueReader(pollers, url, signal, clock);
    await send(url);
    await send(url);

    const before = clock.isAtWork;
    const messages = await reader.receive(10, 0);
    const held = clock.isAtWork;
    await reader.delete(messages);
    const deleted = clock.isAtWork;
    reader.settled(messages);

    expect([messages.length, before, held, deleted, clock.isAtWork]).toEqual([2, false, true, true, false]);
  });

  it('is not at work for what somebody else receives', async () => {
    const url = await aQueue();
    await send(url);

    await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));

    expect(clock.isAtWork).toBe(false);
  });

  it('knows when the next message of a polled queue is due, by the clock', async () => {
    const url = await aQueue(3600);
    const reader = new QueueReader(pollers, url, signal, clock);
    await send(url);
    const unpolled = await emulator.nextDue();
    await reader.receive(10, 0);

    const due = await emulator.nextDue();

    expect(unpolled).toBe('never');
    expect(Math.round((Number(due) - clock.now()) / 60_000)).toBe(60);
  });

  it('shows a hidden message to a poller that waits once the clock has jumped', async () => {
    const url = await aQueue(3600);
    const reader = new QueueReader(pollers, url, signal, clock);
    await send(url);
    reader.settled(await reader.receive(10, 0));
    const due = Number(await emulator.nextDue());

    const waiting = reader.receive(10, 20);
    clock.skipTo(due);

    expect(await waiting).toMatchObject([{ Attributes: { ApproximateReceiveCount: '2' } }]);
  });

  it('says that something is under way where a message waits for its poller', async () => {
    const url = await aQueue();
    await new QueueReader(pollers, url, signal, clock).receive(10, 0);

    await send(url);

    expect(await eventually(emulator.nextDue, (due) => due === 'now')).toBe('now');
  });
});
