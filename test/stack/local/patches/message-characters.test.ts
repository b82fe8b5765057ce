import { randomUUID } from 'node:crypto';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StartedQueues } from '../../../support/local/started-queues.ts';

describe('a message of the local SQS', () => {
  let queues: StartedQueues;
  let QueueUrl: string;

  beforeAll(async () => {
    queues = await StartedQueues.start();
  });

  beforeEach(async () => {
    QueueUrl = (await queues.create(randomUUID())).url;
  });

  afterAll(() => queues.end());

  const send = (MessageBody: string) => queues.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

  it.each(['🎉', 'a\u{10FFFF}', '\t\n\r \uD7FF\uE000\uFFFD'])('may hold %j', async (text) => {
    await send(text);
    const Entries = [{ Id: 'a', MessageBody: text }];
    const batch = await queues.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(batch.Failed ?? []).toEqual([]);
    const { Messages } = await queues.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    expect(Messages?.map(({ Body }) => Body)).toEqual([text, text]);
  });

  it.each(['\u0000', '\uFFFE', '\uFFFF', '\u000B'])('may not hold %j', async (text) => {
    await expect(send(`before ${text} after`)).rejects.toThrow('Invalid characters found');
  });
});
