import { SESClient, SendBulkTemplatedEmailCommand, SendTemplatedEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalStack } from '../../local/index.ts';
import { anAssembly } from '../support/stack/an-assembly.ts';
import { StartedStacks } from '../support/stack/started-stacks.ts';

const Template = {
  TemplateName: 'welcome',
  SubjectPart: 'Hi {{name}}',
  TextPart: 'Hi {{name}}, of {{city}}',
  HtmlPart: '<b>Hi {{name}}</b>',
};

const FROM = { Source: 'sender@example.com', Template: 'welcome' };
const to = (...ToAddresses: string[]) => ({ Destination: { ToAddresses } });
const data = (values: object) => JSON.stringify(values);

describe('email templates of an app', () => {
  const stacks = new StartedStacks();
  let stack: LocalStack;
  let client: SESClient;

  beforeAll(async () => {
    stack = await stacks.start(
      anAssembly({ resources: { Welcome: { Type: 'AWS::SES::Template', Properties: { Template } } } }),
    );
    client = new SESClient({
      region: 'us-east-1',
      endpoint: stack.endpoints.ses,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  });

  afterEach(() => stack.ses.clear());

  afterAll(async () => {
    client.destroy();
    await stacks.end();
  });

  it('are emulated, and stay when the inbox is emptied', async () => {
    expect(stack.notEmulated).toEqual([]);
    await stack.ses.clear();

    const store = await (await fetch(`${stack.endpoints.ses}/store`)).json();
    expect(store).toMatchObject({ templates: { welcome: { TemplateName: 'welcome' } } });
  });

  it('make emails of v1', async () => {
    const { MessageId } = await client.send(
      new SendTemplatedEmailCommand({
        ...FROM,
        ...to('ada@example.com'),
        ReplyToAddresses: ['answers@example.com'],
        TemplateData: data({ name: 'Ada & Bob', city: 'London' }),
      }),
    );

    expect(await stack.ses.emails()).toMatchObject([
      {
        messageId: MessageId,
        from: 'sender@example.com',
        replyTo: ['answers@example.com'],
        destination: { to: ['ada@example.com'] },
        subject: 'Hi Ada & Bob',
        body: { text: 'Hi Ada & Bob, of London', html: '<b>Hi Ada & Bob</b>' },
      },
    ]);
  });

  it('make emails of v1 in bulk, each with what it replaces', async () => {
    const { Status = [] } = await client.send(
      new SendBulkTemplatedEmailCommand({
        ...FROM,
        DefaultTemplateData: data({ name: 'you', city: 'London' }),
        Destinations: [
          { ...to('ada@example.com'), ReplacementTemplateData: data({ name: 'Ada' }) },
          to('bob@example.com', 'eve@example.com'),
        ],
      }),
    );

    const emails = await stack.ses.emails();
    expect(Status).toEqual(emails.map(({ messageId }) => ({ Status: 'Success', MessageId: messageId })));
    expect(emails.map(({ body }) => body.text)).toEqual(['Hi Ada, of London', 'Hi you, of London']);
  });

  it('make emails of v2', async () => {
    const answer = await fetch(`${stack.endpoints.ses}/v2/email/outbound-emails`, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 x' },
      body: JSON.stringify({
        FromEmailAddress: 'sender@example.com',
        Destination: { ToAddresses: ['ada@example.com'] },
        Content: { Template: { TemplateName: 'welcome', TemplateData: data({ name: 'Ada' }) } },
      }),
    });

    expect(answer.status).toBe(200);
    expect(await stack.ses.emails()).toMatchObject([{ subject: 'Hi Ada', body: { text: 'Hi Ada, of ' } }]);
  });

  it('count against the quota, and fail as SES does', async () => {
    const send = () =>
      client.send(new SendTemplatedEmailCommand({ ...FROM, ...to('ada@example.com'), TemplateData: '{}' }));
    await stack.ses.configure({ dailyQuota: 0 });

    await expect(send()).rejects.toMatchObject({ name: 'Throttling' });
    await stack.ses.configure({ dailyQuota: null });
    await expect(send()).resolves.toBeDefined();
  });

  it.each<[string, object, string, string]>([
    [
      'a template that is not there',
      { Template: 'gone' },
      'TemplateDoesNotExistException',
      'Template gone does not exist',
    ],
    ['data that is no JSON', { TemplateData: '{' }, 'InvalidParameterValue', 'Failed to parse TemplateData'],
    ['nobody', to(), 'InvalidParameterValue', 'The message must include at least one recipient.'],
    ['a malformed address', to('ada@'), 'InvalidParameterValue', 'Missing domain'],
  ])('refuse %s', async (_, change, name, message) => {
    const sent = client.send(
      new SendTemplatedEmailCommand({ ...FROM, ...to('ada@example.com'), TemplateData: '{}', ...change }),
    );

    await expect(sent).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });
});
