import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { TABLE } from '../support/stack/an-assembly.ts';
import { SomeWorkers } from '../support/stack/some-workers.ts';

const SENDING = `
import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
const ses = new SESClient({ maxAttempts: 1 });
const send = () => ses.send(new SendEmailCommand({
  Source: 'sender@example.com',
  Destination: { ToAddresses: ['ada@example.com'] },
  Message: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } },
}));`;

const PUTTING = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const dynamodb = new DynamoDBClient({ maxAttempts: 1 });
const put = () => dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: 'a' } } }));`;

const properties = { Timeout: 10 };

describe('a local stack', () => {
  describe('of one function', () => {
    const workers = new SomeWorkers({ Table: TABLE });
    const worker = workers.add({
      code: `${SENDING} ${PUTTING} export const handler = async () => { await put(); await send(); };`,
      properties,
    });

    beforeAll(() => workers.start());

    afterAll(() => workers.end());

    it('tells what functions used and what services were asked', async () => {
      await worker.send('a');
      await eventually(
        () => workers.stack.usage(),
        ({ requests }) => requests.sqs.DeleteMessageBatch === 1,
      );

      const { functions, requests, emptyReceives } = await workers.stack.usage();
      expect(functions).toEqual({
        [worker.name]: {
          invocations: 1,
          // One that takes ten seconds, on a busy machine, is done again.
          coldStarts: expect.any(Number),
          billedMilliseconds: expect.any(Number),
          memoryMegabytes: 128,
        },
      });
      expect(requests).toMatchObject({
        sqs: { SendMessageBatch: 1, ReceiveMessage: expect.any(Number) },
        dynamodb: { PutItem: 1 },
        ses: { SendEmail: 1 },
      });
      expect(emptyReceives).toBe(0);
    });
  });

  describe('of several', () => {
    const workers = new SomeWorkers({ Table: TABLE });
    const dying = workers.add({
      code: `export const handler = async ({ Records: [{ attributes }] }) => {
         note(Number(attributes.ApproximateReceiveCount));
         if (attributes.ApproximateReceiveCount === '1') await new Promise(() => {});
       };`,
      pipeline: { visibilityTimeoutSeconds: 60 },
      properties: { Timeout: 60 },
    });
    const putting = workers.add({
      code: `${PUTTING} export const handler = async () => { await put(); };`,
      properties,
    });
    const sending = workers.add({
      code: `${SENDING} export const handler = async () => { await send(); };`,
      properties,
    });

    beforeAll(() => workers.start({ clock: 'skipping' }));

    afterEach(async () => {
      await workers.stack.ses.configure({ loseReplyRate: null, verified: null });
      await workers.stack.ses.clear();
    });

    afterAll(() => workers.end());

    it('leaves a batch in its queue whose worker dies, and shows it to another', async () => {
      await dying.send('a');
      await eventually(
        () => dying.noted(),
        ({ length }) => length === 1,
      );

      const killed = dying.function.killBusy();

      expect(killed).toBe(1);
      const [first, second] = await eventually(
        () => dying.entries(),
        ({ length }) => length === 2,
      );
      expect(dying.noted()).toEqual([1, 2]);
      expect(first?.thread).not.toBe(second?.thread);
    });

    it('has its tables fail, and work again', async () => {
      const { stack } = workers;

      await stack.tables.configure({ outage: true });
      await expect(stack.invoke(putting.name, {})).rejects.toThrow('Internal server error');
      await stack.tables.configure({ outage: false });

      expect(await stack.invoke(putting.name, {})).toBeNull();
    });

    it('loses the reply of an email that SES has accepted', async () => {
      const { stack } = workers;
      await stack.ses.configure({ loseReplyRate: 1 });

      await expect(stack.invoke(sending.name, {})).rejects.toThrow('socket hang up');
      expect(await stack.ses.emails()).toHaveLength(1);
    });

    it('refuses in the sandbox what is not verified', async () => {
      const { stack } = workers;
      await stack.ses.configure({ verified: ['sender@example.com'] });

      await expect(stack.invoke(sending.name, {})).rejects.toThrow(
        'Email address is not verified. The following identities failed the check in region US-EAST-1: ada@example.com',
      );
      expect(await stack.ses.emails()).toEqual([]);
    });
  });
});
