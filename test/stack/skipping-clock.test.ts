import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { sqsOf } from '../support/messages/queues.ts';
import { SomeWorkers } from '../support/stack/some-workers.ts';

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
  const workers = new SomeWorkers();
  const properties = { Timeout: 60 };

  beforeAll(() => workers.start({ clock: 'skipping' }));

  afterAll(() => workers.end());

  describe('with a function that hides its message for hours', () => {
    const worker = workers.add({
      code: HIDING_SIX_HOURS,
      pipeline: { visibilityTimeoutSeconds: 600, maxReceiveCount: 5 },
      properties,
    });

    it('invokes it again within seconds, and tells it the later time', async () => {
      const { stack } = workers;
      const [before, realBefore] = [stack.now(), Date.now()];

      await worker.send('a');
      const entries = await eventually(
        () => worker.entries(),
        ({ length }) => length === 3,
      );

      const noted = entries.map(({ what, at }) => ({ ...(what as Noted), at }));
      const sent = noted[0]?.sent ?? 0;
      const hours = noted.map(({ at }) => Math.floor((at - sent) / HOUR));
      expect(noted.map(({ receive }) => receive)).toEqual([1, 2, 3]);
      expect(hours).toEqual([0, 6, 12]);
      expect(noted.map(({ date, at }) => at - date < HOUR)).toEqual([true, true, true]);
      expect(Math.floor((stack.now() - before) / HOUR)).toBe(12);
      expect(Date.now() - realBefore).toBeLessThan(HOUR);
    });
  });

  describe('with a function that calls services', () => {
    const worker = workers.add({
      code: `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
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
      pipeline: { visibilityTimeoutSeconds: 7200 },
      properties,
    });

    it('has no SDK believe its clock to be wrong, which would try errors again', async () => {
      const before = workers.stack.now();

      await worker.send('a');
      const [entry] = await eventually(
        () => worker.entries(),
        ({ length }) => length === 1,
      );

      expect(entry?.what).toEqual([1, 1, 1]);
      expect(Math.round((Number(entry?.at) - before) / HOUR)).toBe(2);
    });
  });

  describe('with a function that fails', () => {
    const worker = workers.add({
      code: `export const handler = async () => { note('tried'); throw new Error('no'); };`,
      pipeline: { visibilityTimeoutSeconds: 7200, maxReceiveCount: 5 },
      properties,
    });

    it('moves to the dead-letter queue in seconds what fails too often, though it is hidden for hours', async () => {
      await worker.send('a');

      await eventually(
        () => worker.depth(),
        ({ dead }) => dead.visible === 1,
      );
      expect(worker.entries()).toHaveLength(5);
    });
  });

  describe('with a message that is delayed', () => {
    const code = `export const handler = async () => { note('got'); };`;
    const [polled, other] = [workers.add({ code, properties }), workers.add({ code, properties })];

    it('skips the delay', async () => {
      const { stack } = workers;
      const before = stack.now();

      const message = { MessageBody: 'a', DelaySeconds: 900 };
      await sqsOf(stack).send(new SendMessageCommand({ ...message, QueueUrl: polled.pipeline.queueUrl }));

      await eventually(
        () => polled.entries(),
        ({ length }) => length === 1,
      );
      expect(stack.now() - before).toBeGreaterThanOrEqual(900_000);
    });

    it('does not jump to where nobody polls', async () => {
      const { stack } = workers;
      const { queueUrl, deadLetterQueueUrl } = other.pipeline;
      const before = stack.now();
      const command = { MessageBody: 'a', DelaySeconds: 900 };
      await sqsOf(stack).send(new SendMessageCommand({ ...command, QueueUrl: deadLetterQueueUrl }));

      await sqsOf(stack).send(new SendMessageCommand({ ...command, QueueUrl: queueUrl, DelaySeconds: 60 }));

      await eventually(
        () => other.entries(),
        ({ length }) => length === 1,
      );
      expect(stack.now() - before).toBeGreaterThanOrEqual(60_000);
      expect(stack.now() - before).toBeLessThan(900_000);
    });
  });

  describe('with an invocation that takes its time', () => {
    const worker = workers.add({
      code: `export const handler = async ({ Records: [{ body }] }) => {
         note(body);
         if (body === 'fails') throw new Error('hidden for an hour');
         await new Promise((done) => setTimeout(done, 300));
         note('slow ends');
       };`,
      pipeline: {
        visibilityTimeoutSeconds: 3600,
        mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
      },
      properties,
    });

    it('does not jump while that runs', async () => {
      const before = workers.stack.now();

      await worker.send('fails', 'slow');
      const entries = await eventually(
        () => worker.entries(),
        ({ length }) => length >= 4,
      );

      const what = entries.map((entry) => entry.what);
      expect(what.slice(0, 2).sort()).toEqual(['fails', 'slow']);
      expect(what.slice(2, 4)).toEqual(['slow ends', 'fails']);
      expect(Number(entries[2]?.at) - before).toBeLessThan(HOUR);
      expect(Number(entries[3]?.at) - before).toBeGreaterThanOrEqual(HOUR - 1000);
    });
  });

  describe('asleep', () => {
    const worker = workers.add({
      code: `import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
       const dynamodb = new DynamoDBClient({ maxAttempts: 1 });
       export const handler = async () => {
         note('tried');
         await dynamodb.send(new ListTablesCommand({}));
         note('worked');
       };`,
      pipeline: { visibilityTimeoutSeconds: 4 * 3600, maxReceiveCount: 10 },
      properties,
    });

    it('does not jump over the end of that, which has an outage last for hours', async () => {
      const { stack } = workers;
      await stack.tables.configure({ outage: true });
      await worker.send('a');
      const before = stack.now();

      await stack.sleep(10 * HOUR);
      const slept = stack.now() - before;
      await stack.tables.configure({ outage: false });

      const entries = await eventually(
        () => worker.entries(),
        (noted) => noted.some(({ what }) => what === 'worked'),
      );
      expect(slept / HOUR).toBeCloseTo(10, 2);
      expect(entries.map(({ at }) => Math.round((at - before) / HOUR))).toEqual([0, 4, 8, 12, 12]);
    });

    it('skips that where no message waits', async () => {
      const { stack } = workers;
      const before = stack.now();

      await stack.sleep(24 * HOUR);

      expect((stack.now() - before) / HOUR).toBeCloseTo(24, 2);
    });
  });

  describe('with a daily quota', () => {
    const worker = workers.add({
      code: `import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
       const ses = new SESClient({ maxAttempts: 1 });
       export const handler = async () => {
         note('tried');
         await ses.send(new SendEmailCommand({
           Source: 'sender@example.com',
           Destination: { ToAddresses: ['ada@example.com'] },
           Message: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } },
         }));
       };`,
      pipeline: { visibilityTimeoutSeconds: 21_600, maxReceiveCount: 10, mapping: { BatchSize: 1 } },
      properties,
    });

    it('frees that of SES', async () => {
      const { stack } = workers;
      await stack.ses.configure({ dailyQuota: 1 });

      await worker.send('a', 'b');

      const emails = await eventually(
        () => stack.ses.emails(),
        ({ length }) => length === 2,
      );
      const [first, second] = emails.map(({ at }) => at) as [number, number];
      expect(second - first).toBeGreaterThan(23 * 3600);
    });
  });
});
