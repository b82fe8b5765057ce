import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { apiV2 } from '../../../../../local/services/ses/api-v2.ts';
import type { SesCall } from '../../../../../local/services/ses/ses-call.ts';
import { SesError } from '../../../../../local/services/ses/ses-error.ts';
import { anyJsonText } from '../../../../support/any/any-json.ts';
import { cases } from '../../../../support/any/cases.ts';

function parse(body: unknown, url = '/v2/email/outbound-emails'): SesCall {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return apiV2.parse({ method: 'POST', url, headers: {}, body: Buffer.from(text) });
}

const SIMPLE = { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } };
const raw = (message: string) => ({ Data: Buffer.from(message).toString('base64') });

describe('apiV2.parse', () => {
  it('reads a simple email with everything in it', () => {
    const call = parse({
      FromEmailAddress: 'mailroom@example.com',
      ReplyToAddresses: ['desk@example.com'],
      EmailTags: [{ Name: 'notification', Value: 'n-1' }],
      Destination: { ToAddresses: ['a@example.com', 'b@example.com'], BccAddresses: ['c@example.com'] },
      Content: {
        Simple: {
          Subject: { Data: 'Grüße' },
          Body: { Html: { Data: '<p>Grüße</p>', Charset: 'UTF-8' } },
          Headers: [{ Name: 'X-Id', Value: '7' }],
          Attachments: [{ FileName: 'a.txt', RawContent: 'aGVsbG8=' }],
        },
      },
    });

    expect(call).toEqual({
      kind: 'send',
      email: {
        from: 'mailroom@example.com',
        replyTo: ['desk@example.com'],
        destination: { to: ['a@example.com', 'b@example.com'], cc: [], bcc: ['c@example.com'] },
        subject: 'Gr??e',
        body: { text: undefined, html: '<p>Grüße</p>' },
        headers: [{ name: 'X-Id', value: '7' }],
        tags: [{ name: 'notification', value: 'n-1' }],
        attachments: [
          { content: 'aGVsbG8=', contentType: 'application/octet-stream', filename: 'a.txt', size: 5 },
        ],
      },
      sending: {
        action: 'SendEmail',
        apiVersion: '2',
        from: 'mailroom@example.com',
        recipients: ['a@example.com', 'b@example.com', 'c@example.com'],
        feedbackAddress: undefined,
        configurationSet: undefined,
      },
    });
  });

  it('knows a raw message by the action of v1, as IAM does, with what its headers say', () => {
    const message = 'From: ada@example.com\r\nTo: bob@example.com\r\n\r\nHello';

    const call = parse({
      FeedbackForwardingEmailAddress: 'bounces@example.com',
      ConfigurationSetName: 'tracked',
      Content: { Raw: { Data: Buffer.from(message).toString('base64') } },
    });

    expect(call).toMatchObject({
      sending: {
        action: 'SendRawEmail',
        from: 'ada@example.com',
        recipients: ['bob@example.com'],
        feedbackAddress: 'bounces@example.com',
        configurationSet: 'tracked',
      },
    });
  });

  it('counts the recipients of a template, and of every entry in bulk', () => {
    const two = { ToAddresses: ['a@example.com'], CcAddresses: ['b@example.com'] };

    expect(parse({ Destination: two, Content: { Template: {} } })).toMatchObject({
      kind: 'composed send',
      recipients: 2,
      addresses: ['a@example.com', 'b@example.com'],
      sending: { action: 'SendEmail', from: undefined },
    });
    expect(
      parse(
        {
          FromEmailAddress: 'me@example.com',
          BulkEmailEntries: [{ Destination: two }, { Destination: two }],
        },
        '/v2/email/outbound-bulk-emails',
      ),
    ).toMatchObject({
      kind: 'composed send',
      recipients: 4,
      addresses: ['me@example.com', 'a@example.com', 'b@example.com', 'a@example.com', 'b@example.com'],
      sending: expect.objectContaining({ action: 'SendBulkEmail', from: 'me@example.com' }),
    });
  });

  it.each([
    { body: '{', code: 'SerializationException', message: 'The body is not JSON.' },
    { body: 'null', code: 'BadRequestException', message: 'body: expected an object, got null' },
    {
      body: '{"Content":{"Simple":{"Subject":{"Data":1},"Body":{}}}}',
      code: 'BadRequestException',
      message: 'Content.Simple.Subject.Data: expected a string, got 1',
    },
  ])('answers $code to the body $body', ({ body, code, message }) => {
    const refusal = expect.objectContaining({ message, v2: { code, status: 400 } });

    expect(() => parse(body)).toThrow(refusal);
  });
});

describe('apiV2.error', () => {
  it.each<[what: string, content: object, message: string]>([
    ['no content', {}, 'Content must have exactly one of Simple, Raw and Template.'],
    [
      'two contents',
      { Simple: SIMPLE, Raw: { Data: '' } },
      'Content must have exactly one of Simple, Raw and Template.',
    ],
    [
      'more headers than it takes',
      {
        Simple: {
          ...SIMPLE,
          Headers: Array.from({ length: 16 }, (_, n) => ({ Name: `X-${n}`, Value: 'x' })),
        },
      },
      "Value at 'content.simple.headers' failed to satisfy constraint: Member must have length less than or equal to 15",
    ],
    [
      'a header whose name has a space',
      { Simple: { ...SIMPLE, Headers: [{ Name: 'X Id', Value: '7' }] } },
      "Value at 'content.simple.headers.1.member.name' failed",
    ],
    [
      'a header whose value has a line break',
      { Simple: { ...SIMPLE, Headers: [{ Name: 'X-Id', Value: '7\nBcc: eve@example.com' }] } },
      "Value at 'content.simple.headers.1.member.value' failed",
    ],
    [
      'a file of a kind that it does not take',
      { Simple: { ...SIMPLE, Attachments: [{ FileName: 'a.EXE', RawContent: '' }] } },
      "Illegal filename 'a.EXE'.",
    ],
    [
      'a header twice',
      { Raw: raw('From: a@example.com\r\nfrom: b@example.com\r\n\r\nhi') },
      "Duplicate header 'from'.",
    ],
    [
      'a file of such a kind in a raw message',
      { Raw: raw('From: a@example.com\r\n\r\nContent-Disposition: attachment; filename="b c.js"\r\n') },
      "Illegal filename 'b c.js'.",
    ],
  ])('refuses %s', (_, Content, message) => {
    const body = {
      FromEmailAddress: 'a@example.com',
      Destination: { ToAddresses: ['b@example.com'] },
      Content,
    };

    expect(() => parse(body)).toThrow(message);
    expect(() => parse(body)).toThrow(SesError);
  });

  it('takes a header as often as it may be there', () => {
    const Content = {
      Raw: raw('Received: a\r\nReceived: b\r\nFrom: a@example.com\r\nTo: b@example.com\r\n\r\nhi'),
    };

    expect(parse({ Content })).toMatchObject({ kind: 'composed send' });
  });

  it('names the error in the header that SDKs read', () => {
    expect(apiV2.error(SesError.of('rateExceeded'))).toEqual({
      status: 429,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'TooManyRequestsException' },
      body: '{"message":"Maximum sending rate exceeded."}',
    });
  });
});

describe('apiV2.quota', () => {
  it.each([
    [true, false],
    [false, true],
  ])(
    'says, of an account whose being in the sandbox is %j, that its production access is %j',
    (isSandbox, access) => {
      const account = { max24HourSend: 200, maxSendRate: 1, sentLast24Hours: 3, isSandbox };

      expect(JSON.parse(apiV2.quota(account).body)).toMatchObject({
        ProductionAccessEnabled: access,
        SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 3 },
      });
    },
  );
});

describe('apiV2.actionOf', () => {
  it.each([
    ['GET', '/v2/email/account', 'GetAccount'],
    ['POST', '/v2/email/outbound-emails?x=1', 'SendEmail'],
    ['POST', '/v2/email/outbound-bulk-emails', 'SendBulkEmail'],
    ['GET', '/v2/email/templates', 'other'],
    ['POST', '/v2/email/account', 'other'],
  ])('is for %s %s %s', (method, url, action) => {
    expect(apiV2.actionOf({ method, url, headers: {}, body: Buffer.alloc(0) })).toBe(action);
  });

  it('reads any JSON, or refuses it as SES does', () => {
    const anyBody = anyJsonText({
      keys: [
        ...[
          'FromEmailAddress',
          'Destination',
          'ToAddresses',
          'Content',
          'Simple',
          'Raw',
          'Data',
          'Subject',
          'Body',
        ],
        ...[
          'EmailTags',
          'Name',
          'Value',
          'ReplyToAddresses',
          'BulkEmailEntries',
          'Headers',
          'Text',
          'Charset',
        ],
      ],
      texts: ['ada@example.com'],
    });
    fc.assert(
      fc.property(anyBody, fc.constantFrom('emails', 'bulk-emails'), (body, kind) => {
        try {
          expect(typeof parse(body, `/v2/email/outbound-${kind}`).kind).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(SesError);
        }
      }),
      { numRuns: cases(200) },
    );
  });
});
