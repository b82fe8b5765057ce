import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Pipeline } from '../../local/index.ts';
import { aJournal, NOTE } from '../support/a-journal.ts';
import { type AQueuePipeline, aQueuePipeline } from '../support/a-queue-pipeline.ts';
import { anAssembly } from '../support/an-assembly.ts';
import { eventually } from '../support/eventually.ts';
import { sqsOf } from '../support/queues.ts';
import { StartedStacks } from '../support/started-stacks.ts';

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

const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

describe('a local stack', () => {
  const stacks = new StartedStacks();

  afterEach(() => stacks.end());

  async function start(code: string, pipeline: AQueuePipeline = {}) {
    const journal = aJournal();
    const Environment = { Variables: { JOURNAL: journal.path, TABLE: { Ref: 'Table' } } };
    const worker = { code: NOTE + code, properties: { Environment, Timeout: 10 } };
    const resources = { ...aQueuePipeline({ visibilityTimeoutSeconds: 30, ...pipeline }), Table: TABLE };
    const app = anAssembly({ resources, functions: { Worker: worker } });
    const stack = await stacks.start(app);
    const { queueUrl = '' } = Object.values(stack.pipelines)[0] as Pipeline;
    const [name = ''] = stack.functions.keys();
    const send = (MessageBody: string) =>
      sqsOf(stack).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    return { stack, journal, name, send, noted: () => journal.entries().map(({ what }) => what) };
  }

  it('tells what functions used and what services were asked', async () => {
    const { stack, name, send } = await start(
      `${SENDING} ${PUTTING} export const handler = async () => { await put(); await send(); };`,
    );

    await send('a');
    await eventually(
      () => stack.usage(),
      ({ requests }) => requests.sqs.DeleteMessageBatch === 1,
    );

    const { functions, requests, emptyReceives } = await stack.usage();
    expect(functions).toEqual({
      [name]: {
        invocations: 1,
        coldStarts: 1,
        billedMilliseconds: expect.any(Number),
        memoryMegabytes: 128,
      },
    });
    expect(requests).toMatchObject({
      sqs: { SendMessage: 1, ReceiveMessage: expect.any(Number) },
      dynamodb: { PutItem: 1 },
      ses: { SendEmail: 1 },
    });
    expect(emptyReceives).toBe(0);
  });

  it('leaves a batch in its queue whose worker dies, and shows it to another', async () => {
    const { stack, name, send, noted, journal } = await start(
      `export const handler = async ({ Records: [{ attributes }] }) => {
         note(Number(attributes.ApproximateReceiveCount));
         if (attributes.ApproximateReceiveCount === '1') await new Promise(() => {});
       };`,
      { visibilityTimeoutSeconds: 1 },
    );
    await send('a');
    await eventually(noted, ({ length }) => length === 1);

    const killed = stack.functions.get(name)?.killBusy();

    expect(killed).toBe(1);
    expect(await eventually(noted, ({ length }) => length === 2)).toEqual([1, 2]);
    const [first, second] = journal.entries();
    expect(first?.thread).not.toBe(second?.thread);
  });

  it('has its tables fail, and work again', async () => {
    const { stack, name } = await start(`${PUTTING} export const handler = async () => { await put(); };`);

    await stack.tables.configure({ outage: true });
    await expect(stack.invoke(name, {})).rejects.toThrow('Internal server error');
    await stack.tables.configure({ outage: false });

    expect(await stack.invoke(name, {})).toBeNull();
  });

  it('loses the reply of an email that SES has accepted', async () => {
    const { stack, name } = await start(`${SENDING} export const handler = async () => { await send(); };`);

    await stack.ses.configure({ loseReplyRate: 1 });

    await expect(stack.invoke(name, {})).rejects.toThrow('socket hang up');
    expect(await stack.ses.emails()).toHaveLength(1);
  });

  it('refuses in the sandbox what is not verified', async () => {
    const { stack, name } = await start(`${SENDING} export const handler = async () => { await send(); };`);

    await stack.ses.configure({ verified: ['sender@example.com'] });

    await expect(stack.invoke(name, {})).rejects.toThrow(
      'Email address is not verified. The following identities failed the check in region US-EAST-1: ada@example.com',
    );
    expect(await stack.ses.emails()).toEqual([]);
  });
});
