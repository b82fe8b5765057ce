import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalStackOptions, Pipeline } from '../../local/index.ts';
import { aJournal, NOTE } from '../support/a-journal.ts';
import { type AQueuePipeline, aQueuePipeline } from '../support/a-queue-pipeline.ts';
import { anAssembly } from '../support/an-assembly.ts';
import { eventually } from '../support/eventually.ts';
import { depthOf, sqsOf } from '../support/queues.ts';
import { StartedStacks } from '../support/started-stacks.ts';

const HOUR = 3_600_000;

interface Noted {
  readonly receive: number;
  readonly sent: number;
  readonly date: number;
}

/** Leaves each message in its queue, hidden for six hours from its first and second receive on. */
const HIDING_SIX_HOURS = `
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
const sqs = new SQSClient({});
export const handler = async (event) => {
  const [record] = event.Records;
  const { ApproximateReceiveCount, SentTimestamp } = record.attributes;
  note({ receive: Number(ApproximateReceiveCount), sent: Number(SentTimestamp), date: new Date().getTime() });
  if (ApproximateReceiveCount > 2) return;
  const command = { QueueUrl: process.env.QUEUE, ReceiptHandle: record.receiptHandle, VisibilityTimeout: 21600 };
  await sqs.send(new ChangeMessageVisibilityCommand(command));
  throw new Error('not yet');
};`;

describe('a stack whose clock skips waiting', () => {
  const stacks = new StartedStacks();

  afterEach(() => stacks.end());

  async function start(
    code: string,
    pipeline: AQueuePipeline = {},
    options: Partial<LocalStackOptions> = {},
  ) {
    const journal = aJournal();
    const Environment = { Variables: { JOURNAL: journal.path, QUEUE: { Ref: 'Queue' } } };
    const worker = { code: NOTE + code, properties: { Environment, Timeout: 10 } };
    const app = anAssembly({ resources: aQueuePipeline(pipeline), functions: { Worker: worker } });
    const stack = await stacks.start(app, { clock: 'skipping', ...options });
    const { queueUrl = '', deadLetterQueueUrl = '' } = Object.values(stack.pipelines)[0] as Pipeline;
    const sqs = sqsOf(stack);
    const send = (...bodies: string[]) => {
      const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      return sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    };
    return { stack, journal, sqs, send, queueUrl, deadLetterQueueUrl };
  }

  it('invokes a function again within seconds that hid its message for hours, and tells it the later time', async () => {
    const { stack, journal, send } = await start(HIDING_SIX_HOURS, { maxReceiveCount: 5 });
    const before = Date.now();

    await send('a');
    const entries = await eventually(
      () => journal.entries(),
      ({ length }) => length === 3,
    );

    const noted = entries.map(({ what, at }) => ({ ...(what as Noted), at }));
    const sent = noted[0]?.sent ?? 0;
    const hours = noted.map(({ at }) => Math.floor((at - sent) / HOUR));
    expect(noted.map(({ receive }) => receive)).toEqual([1, 2, 3]);
    expect(hours).toEqual([0, 6, 12]);
    expect(noted.map(({ date, at }) => at - date < 1000)).toEqual([true, true, true]);
    expect(Math.floor((stack.now() - before) / HOUR)).toBe(12);
    expect(Date.now() - before).toBeLessThan(HOUR);
  });

  it('has no SDK believe its clock to be wrong, which would try errors again', async () => {
    const { stack, journal, send } = await start(
      `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
       import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
       import { DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
       const refused = (sending) => sending.then(() => 'sent', (error) => error.$metadata.attempts);
       export const handler = async (event) => {
         if (event.Records[0].attributes.ApproximateReceiveCount === '1') throw new Error('not yet');
         note(await Promise.all([
           refused(new DynamoDBClient({}).send(new PutItemCommand({ TableName: 'none', Item: { id: { S: 'a' } } }))),
           refused(new SESClient({}).send(new SendEmailCommand({ Source: '@', Destination: {}, Message: { Subject: { Data: '' }, Body: {} } }))),
           refused(new SQSClient({}).send(new DeleteMessageCommand({ QueueUrl: process.env.QUEUE + 'none', ReceiptHandle: 'a' }))),
         ]));
       };`,
      { visibilityTimeoutSeconds: 7200 },
    );
    const before = stack.now();

    await send('a');
    const [entry] = await eventually(
      () => journal.entries(),
      ({ length }) => length === 1,
    );

    expect(entry?.what).toEqual([1, 1, 1]);
    expect(Math.round((Number(entry?.at) - before) / HOUR)).toBe(2);
  });

  it('moves what fails too often to the dead-letter queue in seconds, though it is hidden for hours', async () => {
    const { sqs, send, deadLetterQueueUrl, journal } = await start(
      `export const handler = async () => { note('tried'); throw new Error('no'); };`,
      { visibilityTimeoutSeconds: 7200, maxReceiveCount: 5 },
    );

    await send('a');

    await eventually(
      () => depthOf(sqs, deadLetterQueueUrl),
      ({ visible }) => visible === 1,
    );
    expect(journal.entries()).toHaveLength(5);
  });

  it('skips the delay of a message', async () => {
    const { stack, sqs, queueUrl, journal } = await start(
      `export const handler = async () => { note('got'); };`,
    );
    const before = stack.now();

    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'a', DelaySeconds: 900 }));

    await eventually(
      () => journal.entries(),
      ({ length }) => length === 1,
    );
    expect(stack.now() - before).toBeGreaterThanOrEqual(900_000);
  });

  it('does not jump while an invocation runs', async () => {
    const { stack, journal, send } = await start(
      `export const handler = async ({ Records: [{ body }] }) => {
         note(body);
         if (body === 'fails') throw new Error('hidden for an hour');
         await new Promise((done) => setTimeout(done, 500));
         note('slow ends');
       };`,
      {
        visibilityTimeoutSeconds: 3600,
        mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
      },
    );
    const before = stack.now();

    await send('fails', 'slow');
    const entries = await eventually(
      () => journal.entries(),
      ({ length }) => length >= 4,
    );

    const what = entries.map((entry) => entry.what);
    expect(what.slice(0, 2).sort()).toEqual(['fails', 'slow']);
    expect(what.slice(2, 4)).toEqual(['slow ends', 'fails']);
    expect(Number(entries[2]?.at) - before).toBeLessThan(HOUR);
    expect(Number(entries[3]?.at) - before).toBeGreaterThanOrEqual(HOUR - 1000);
  });

  it('does not jump to what becomes visible where nobody polls', async () => {
    const { stack, sqs, queueUrl, deadLetterQueueUrl, journal } = await start(
      `export const handler = async () => { note('got'); };`,
    );
    const before = stack.now();
    const command = { MessageBody: 'a', DelaySeconds: 900 };
    await sqs.send(new SendMessageCommand({ ...command, QueueUrl: deadLetterQueueUrl }));

    await sqs.send(new SendMessageCommand({ ...command, QueueUrl: queueUrl, DelaySeconds: 60 }));

    await eventually(
      () => journal.entries(),
      ({ length }) => length === 1,
    );
    expect(Math.floor((stack.now() - before) / 60_000)).toBe(1);
  });

  it('does not jump over the end of a sleep, which has an outage last for hours', async () => {
    const { stack, journal, send } = await start(
      `import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
       const dynamodb = new DynamoDBClient({ maxAttempts: 1 });
       export const handler = async () => {
         note('tried');
         await dynamodb.send(new ListTablesCommand({}));
         note('worked');
       };`,
      { visibilityTimeoutSeconds: 4 * 3600, maxReceiveCount: 10 },
    );
    await stack.tables.configure({ outage: true });
    await send('a');
    const before = stack.now();

    await stack.sleep(10 * HOUR);
    const slept = stack.now() - before;
    await stack.tables.configure({ outage: false });

    const entries = await eventually(
      () => journal.entries(),
      (noted) => noted.some(({ what }) => what === 'worked'),
    );
    expect(slept / HOUR).toBeCloseTo(10, 2);
    expect(entries.map(({ at }) => Math.round((at - before) / HOUR))).toEqual([0, 4, 8, 12, 12]);
  });

  it('sleeps where no message waits', async () => {
    const { stack } = await start(`export const handler = async () => {};`);
    const before = stack.now();

    await stack.sleep(24 * HOUR);

    expect((stack.now() - before) / HOUR).toBeCloseTo(24, 2);
  });

  it('frees the daily quota of SES', async () => {
    const { stack, send } = await start(
      `import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
       const ses = new SESClient({ maxAttempts: 1 });
       export const handler = async () => {
         note('tried');
         await ses.send(new SendEmailCommand({
           Source: 'sender@example.com',
           Destination: { ToAddresses: ['ada@example.com'] },
           Message: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } },
         }));
       };`,
      { visibilityTimeoutSeconds: 21_600, maxReceiveCount: 10, mapping: { BatchSize: 1 } },
      { ses: { dailyQuota: 1 } },
    );

    await send('a', 'b');

    const emails = await eventually(
      () => stack.ses.emails(),
      ({ length }) => length === 2,
    );
    const [first, second] = emails.map(({ at }) => at) as [number, number];
    expect(second - first).toBeGreaterThan(23 * 3600);
  });
});
