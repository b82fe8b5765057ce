import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONTROL_TOKEN_HEADER, type StackState } from '../../contract/stack-control.ts';
import { LogBook } from '../../local/control/log-book.ts';
import { type Control, startControl } from '../../local/control/start-control.ts';
import type { LocalStack } from '../../local/index.ts';
import { depthOf, snsOf, sqsOf } from '../support/messages/queues.ts';
import { aJournal, NOTE } from '../support/stack/a-journal.ts';
import { anAssembly } from '../support/stack/an-assembly.ts';
import { StartedStacks } from '../support/stack/started-stacks.ts';

const RESOURCES = {
  Queue: { Type: 'AWS::SQS::Queue' },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'sent',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  },
};

const signedFor = (service: string) => ({
  'x-amz-date': '20261128T094000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=local/20261128/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

const JSON_TYPE = 'application/x-amz-json-1.0';

interface Ask {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

describe('a stranger', () => {
  const stacks = new StartedStacks();
  const journal = aJournal();
  let stack: LocalStack;
  let control: Control;
  let dynamodb: DynamoDBClient;
  /** What changes something, by service; that of CloudWatch tells something. */
  let asks: Readonly<Record<string, Ask>>;
  let queueUrl: string;

  beforeAll(async () => {
    const Environment = { Variables: { JOURNAL: journal.path, QUEUE: { Ref: 'Queue' } } };
    const code = `${NOTE} export const handler = async () => { note('run'); return process.env.QUEUE; };`;
    const functions = { Worker: { code, properties: { Environment } } };
    stack = await stacks.start(anAssembly({ resources: RESOURCES, functions }));
    const [name = ''] = stack.functions.keys();
    queueUrl = String(await stack.invoke(name, {}));
    const { endpoints, region } = stack;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    dynamodb = new DynamoDBClient({ region, endpoint: endpoints.dynamodb, credentials });
    await dynamodb.send(new PutItemCommand({ TableName: 'sent', Item: { id: { S: 'a' } } }));
    await stack.ses.receive({
      ...{ from: 'a@example.com', replyTo: [], destination: { to: ['b@example.com'], cc: [], bcc: [] } },
      ...{ subject: 'kept', body: { text: 'b' }, attachments: [] },
    });
    control = await startControl(stack, new LogBook(Date.now));
    asks = asksOf(stack, control, { name, queueUrl });
  });

  afterAll(async () => {
    dynamodb.destroy();
    await control.stop();
    await stacks.end();
  });

  /** What any of the asks would change. */
  async function state() {
    const { Items } = await dynamodb.send(new ScanCommand({ TableName: 'sent' }));
    return {
      items: Items?.length,
      messages: (await depthOf(sqsOf(stack), queueUrl)).visible,
      topics: (await snsOf(stack).send(new ListTopicsCommand({}))).Topics?.length,
      invocations: journal.entries().length,
      emails: (await stack.ses.emails()).map(({ subject }) => subject),
      failRate: (await settings(stack)).failRate,
      outage: (await stateOf(control)).tables.outage,
    };
  }

  const UNTOUCHED = {
    items: 1,
    messages: 0,
    topics: 0,
    invocations: 1,
    emails: ['kept'],
    failRate: 0,
    outage: false,
  };

  const SERVICES = [
    'DynamoDB',
    'SQS',
    'SNS',
    'Lambda',
    'CloudWatch',
    'SES v1',
    'SES v2',
    'the inbox',
    'the settings of SES',
    'the control of the stack',
  ];

  describe.each(SERVICES)('of %s', (service) => {
    it.each<[who: string, headers: Record<string, string>]>([
      ['a page of another site', { origin: 'https://evil.example' }],
      ['a page of another server here', { origin: 'http://127.0.0.1:3000' }],
      ['a sandboxed frame, or a file', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
      ['a host name that points here', { host: 'evil.example' }],
      ['a page of such a host name', { host: 'evil.example', origin: 'http://evil.example' }],
      ['an image or a form of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
      ['one of another server here', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
      [
        'a form that fills the tab',
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      ],
    ])('is refused as %s', async (_, headers) => {
      const ask = asks[service] as Ask;

      const answer = await send({ ...ask, headers: { ...ask.headers, ...headers } });

      expect(answer.status).toBe(403);
      expect(answer.body).toContain('Only this machine may call.');
      expect(Object.keys(answer.headers).join()).not.toMatch(/access-control/);
      expect(await state()).toEqual(UNTOUCHED);
    });

    it('gets no leave to ask, and reads nothing', async () => {
      const ask = asks[service] as Ask;
      const headers = {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-amz-target',
      };

      for (const method of ['OPTIONS', 'GET', 'HEAD']) {
        const answer = await send({ ...ask, method, headers, body: '' });

        expect([method, answer.status]).toEqual([method, 403]);
        expect(Object.keys(answer.headers).join()).not.toMatch(/access-control/);
      }
    });
  });

  it('of every port is refused, whatever is asked', async () => {
    const urls = [...Object.values(stack.endpoints), control.url];
    const ports = [...new Set(urls.map((url) => new URL(url).port))];
    const headers = { origin: 'https://evil.example' };

    const statuses = ports.map(async (port) => {
      const url = `http://127.0.0.1:${port}/any?thing`;
      return (await send({ url, method: 'POST', headers, body: '' })).status;
    });

    expect(await Promise.all(statuses)).toEqual([403, 403, 403, 403, 403, 403]);
  });

  it('of this machine is refused by the control without its token', async () => {
    const given: Record<string, string>[] = [{}, { [CONTROL_TOKEN_HEADER]: 'a'.repeat(43) }];
    for (const headers of given) {
      const answer = await send({ url: `${control.url}/state`, method: 'GET', headers, body: '' });

      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body)).toEqual({ message: expect.stringMatching(/is not the token/) });
    }
  });

  it('may link to the inbox, and to nothing else', async () => {
    const headers = {
      ...{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    };
    const open = async (url: string) => (await send({ url, method: 'GET', headers, body: '' })).status;
    const { ses, sqs, dynamodb: tables } = stack.endpoints;

    expect(await Promise.all([ses, `${ses}/store`, sqs, tables].map(open))).toEqual([200, 403, 403, 403]);
  });

  it('is refused where the same request of this machine is done', async () => {
    for (const [service, ask] of Object.entries(asks)) {
      const { status } = await send({ ...ask, headers: { ...ask.headers, origin: new URL(ask.url).origin } });

      expect([service, status]).toEqual([service, 200]);
    }
    // The control says that they are out; what is in them is to be read all the same.
    await stack.tables.configure({ outage: false });
    expect(await state()).toEqual({
      items: 0,
      messages: 1,
      topics: 1,
      invocations: 2,
      emails: [],
      failRate: 1,
      outage: true,
    });
  });
});

/** In the last places, what empties the inbox, what fails every send, and what fails every table. */
function asksOf(
  { endpoints, inboxUrl }: LocalStack,
  { url: controlUrl, token }: Control,
  { name, queueUrl }: { name: string; queueUrl: string },
): Readonly<Record<string, Ask>> {
  const post = (service: string, url: string, headers: Record<string, string>, body: unknown): Ask => ({
    ...{ url, method: 'POST', headers: { ...signedFor(service), ...headers } },
    body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body),
  });
  const target = (action: string) => ({ 'x-amz-target': action, 'content-type': JSON_TYPE });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const Content = { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } } };
  const Destination = { ToAddresses: ['b@example.com'] };
  const message = { QueueUrl: queueUrl, MessageBody: 'm' };
  return {
    DynamoDB: post('dynamodb', endpoints.dynamodb, target('DynamoDB_20120810.DeleteItem'), {
      ...{ TableName: 'sent', Key: { id: { S: 'a' } } },
    }),
    SQS: post('sqs', endpoints.sqs, target('AmazonSQS.SendMessage'), message),
    SNS: post('sns', endpoints.sns, form, new URLSearchParams({ Action: 'CreateTopic', Name: 'evil' })),
    Lambda: post('lambda', `${endpoints.lambda}/2015-03-31/functions/${name}/invocations`, {}, {}),
    CloudWatch: post(
      'monitoring',
      endpoints.cloudwatch,
      target('GraniteServiceVersion20100801.DescribeAlarms'),
      {},
    ),
    'SES v1': post(
      'ses',
      endpoints.ses,
      form,
      new URLSearchParams({
        ...{ Action: 'SendEmail', Source: 'a@example.com', 'Message.Subject.Data': 's' },
        'Destination.ToAddresses.member.1': 'b@example.com',
      }),
    ),
    'SES v2': post('ses', `${endpoints.ses}/v2/email/outbound-emails`, form, {
      ...{ FromEmailAddress: 'a@example.com', Destination, Content },
    }),
    'the inbox': post('ses', `${inboxUrl}/clear-store`, {}, {}),
    'the settings of SES': {
      ...post('ses', `${inboxUrl}/_mailroom/ses`, {}, { failRate: 1 }),
      method: 'PUT',
    },
    // With its token, which nobody has who cannot read the files of this machine.
    'the control of the stack': post(
      'none',
      `${controlUrl}/tables`,
      { [CONTROL_TOKEN_HEADER]: token },
      {
        outage: true,
      },
    ),
  };
}

async function stateOf({ url, token }: Control): Promise<StackState> {
  const answer = await fetch(`${url}/state`, { headers: { [CONTROL_TOKEN_HEADER]: token } });
  return (await answer.json()) as StackState;
}

async function settings({ inboxUrl }: LocalStack): Promise<{ failRate: number }> {
  return (await fetch(`${inboxUrl}/_mailroom/ses`)).json() as Promise<{ failRate: number }>;
}

/** As a browser sends it, which `fetch` here cannot. */
function send({ url, method, headers, body }: Ask) {
  return new Promise<{
    status: number | undefined;
    headers: Readonly<Record<string, unknown>>;
    body: string;
  }>((resolve, reject) => {
    request(url, { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } })
      .on('response', async (response) => {
        resolve({ status: response.statusCode, headers: response.headers, body: await text(response) });
      })
      .on('error', reject)
      .end(body);
  });
}
