import { describe, expect, it } from '@jest/globals';
import { apiV1 } from '../../../../../local/services/ses/api-v1.ts';
import type { SesCall } from '../../../../../local/services/ses/ses-call.ts';
import { SesError } from '../../../../../local/services/ses/ses-error.ts';

function parse(body: string): SesCall {
  return apiV1.parse({ method: 'POST', url: '/', headers: {}, body: Buffer.from(body) });
}

function parseForm(parameters: Record<string, string>): SesCall {
  return parse(new URLSearchParams(parameters).toString());
}

const SEND = {
  Action: 'SendEmail',
  Source: 'mailroom@example.com',
  'Destination.ToAddresses.member.1': 'ada@example.com',
  'Message.Subject.Data': 'Hello',
};

describe('apiV1.parse', () => {
  it('reads every member of each list, in the order of their numbers', () => {
    const numbers = [10, 2, 1, 3, 4, 5, 6, 7, 8, 9];
    const members = numbers.map((n) => [`Destination.CcAddresses.member.${n}`, `cc${n}@example.com`]);
    const call = parseForm({
      ...SEND,
      ...Object.fromEntries(members),
      'Destination.BccAddresses.member.1': 'bcc@example.com',
      'ReplyToAddresses.member.1': 'one@example.com',
      'ReplyToAddresses.member.2': 'two@example.com',
    });

    expect(call).toEqual({
      kind: 'send',
      email: {
        from: 'mailroom@example.com',
        replyTo: ['one@example.com', 'two@example.com'],
        destination: {
          to: ['ada@example.com'],
          cc: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `cc${n}@example.com`),
          bcc: ['bcc@example.com'],
        },
        subject: 'Hello',
        body: { text: undefined, html: undefined },
        attachments: [],
      },
      sending: {
        action: 'SendEmail',
        apiVersion: '1',
        from: 'mailroom@example.com',
        recipients: [
          'ada@example.com',
          ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `cc${n}@example.com`),
          'bcc@example.com',
        ],
        feedbackAddress: undefined,
        configurationSet: undefined,
      },
    });
  });

  it('reads each text in its own charset', () => {
    const call = parseForm({
      ...SEND,
      'Message.Subject.Data': 'Grüße',
      'Message.Body.Text.Data': 'Grüße',
      'Message.Body.Text.Charset': 'UTF-8',
      'Message.Body.Html.Data': '<p>Grüße</p>',
    });

    expect(call).toMatchObject({
      email: { subject: 'Gr??e', body: { text: 'Grüße', html: '<p>Gr??e</p>' } },
    });
  });

  it.each([
    { missing: 'Source', path: 'source' },
    { missing: 'Message.Subject.Data', path: 'message.subject.data' },
  ])('refuses an email without $missing', ({ missing, path }) => {
    const form = Object.fromEntries(Object.entries(SEND).filter(([name]) => name !== missing));

    expect(() => parseForm(form)).toThrow(
      `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
    );
  });

  it.each([
    { body: '', code: 'MissingAction' },
    { body: '\u0000\u0001%%%', code: 'MissingAction' },
    { body: '{"Action":"SendEmail"}', code: 'MissingAction' },
    { body: 'Action=CreateReceiptRule', code: 'InvalidAction' },
    { body: 'Action=constructor', code: 'InvalidAction' },
  ])('answers $code to the body $body', ({ body, code }) => {
    const refusal = expect.objectContaining({ v1: { code, status: 400 } });

    expect(() => parse(body)).toThrow(refusal);
  });

  it.each([
    {
      by: 'the destinations beside it',
      destinations: ['a@example.com', 'b@example.com', 'c@example.com'],
      recipients: 3,
    },
    { by: 'its headers where there are no destinations', destinations: [], recipients: 5 },
  ])('counts the recipients of a raw message by $by', ({ destinations, recipients }) => {
    const message = [
      'From: mailroom@example.com',
      'To: "Lovelace @ home" <ada@example.com>,',
      '\tbob@example.com',
      'CC: Eve <eve@example.com>, dan@example.com',
      'Bcc: kim@example.com',
      'Subject: to: you@example.com',
      '',
      'To: not-a-header@example.com',
    ].join('\r\n');
    const members = destinations.map((address, index) => [`Destinations.member.${index + 1}`, address]);

    const call = parseForm({
      Action: 'SendRawEmail',
      Source: 'mailroom@example.com',
      'RawMessage.Data': Buffer.from(message).toString('base64'),
      ...Object.fromEntries(members),
    });

    expect(call).toEqual({
      kind: 'composed send',
      recipients,
      addresses: ['mailroom@example.com', ...destinations],
      sending: expect.objectContaining({ action: 'SendRawEmail', from: 'mailroom@example.com' }),
      details: { blindCopies: destinations, headers: undefined, tags: undefined },
    });
  });

  it('keeps of a raw message who it does not name, its headers, and the tags beside it', () => {
    const message = [
      'From: mailroom@example.com',
      'To: Ada <ada@example.com>',
      'MIME-Version: 1.0',
      'X-Campaign: may',
      'List-Unsubscribe:',
      ' <https://example.com/u>,',
      ' <mailto:leave@example.com>',
      '',
      'X-Body: none',
    ].join('\r\n');

    const call = parseForm({
      Action: 'SendRawEmail',
      'RawMessage.Data': Buffer.from(message).toString('base64'),
      'Destinations.member.1': 'ada@example.com',
      'Destinations.member.2': 'Lee <lee@example.com>',
      'Tags.member.1.Name': 'notification-id',
      'Tags.member.1.Value': 'order-1',
    });

    expect(call).toMatchObject({
      details: {
        blindCopies: ['Lee <lee@example.com>'],
        headers: [
          { name: 'X-Campaign', value: 'may' },
          { name: 'List-Unsubscribe', value: '<https://example.com/u>, <mailto:leave@example.com>' },
        ],
        tags: [{ name: 'notification-id', value: 'order-1' }],
      },
    });
  });

  it('refuses a raw message to more than 50 recipients', () => {
    const members = Array.from({ length: 51 }, (_, n) => [
      `Destinations.member.${n + 1}`,
      `a${n}@example.com`,
    ]);
    const message = Buffer.from('From: mailroom@example.com\r\n\r\nHello').toString('base64');

    expect(() =>
      parseForm({ Action: 'SendRawEmail', 'RawMessage.Data': message, ...Object.fromEntries(members) }),
    ).toThrow('Recipient count exceeds 50.');
  });

  it.each([
    [10_485_760, undefined],
    [10_485_761, /^Message length is more than the allowed 10485760 bytes/],
  ])('takes raw messages of at most 10 MB: %d bytes', (bytes, fault) => {
    const head = 'From: ada@example.com\r\nTo: bob@example.com\r\n\r\n';
    const message = Buffer.from(head.padEnd(bytes, 'a')).toString('base64');
    const parse = () => parseForm({ Action: 'SendRawEmail', 'RawMessage.Data': message });

    if (fault) expect(parse).toThrow(fault);
    else expect(parse()).toMatchObject({ kind: 'composed send' });
  });

  it('authorizes a raw message without a source by its header, and says where bounces go', () => {
    const message = 'From: Ada\r\n <ada@example.com>\r\nTo: bob@example.com\r\n\r\nHello';

    const call = parseForm({
      Action: 'SendRawEmail',
      'RawMessage.Data': Buffer.from(message).toString('base64'),
      ReturnPath: 'bounces@example.com',
      ConfigurationSetName: 'tracked',
    });

    expect(call).toMatchObject({
      sending: {
        from: 'Ada <ada@example.com>',
        recipients: ['bob@example.com'],
        feedbackAddress: 'bounces@example.com',
        configurationSet: 'tracked',
      },
    });
  });

  it('reads message tags in the order of their numbers', () => {
    const call = parseForm({
      ...SEND,
      'Tags.member.2.Name': 'attempt',
      'Tags.member.2.Value': '1',
      'Tags.member.1.Name': 'notification',
      'Tags.member.1.Value': 'n-1',
    });

    expect(call).toMatchObject({
      email: {
        tags: [
          { name: 'notification', value: 'n-1' },
          { name: 'attempt', value: '1' },
        ],
      },
    });
  });

  it('gives an email without message tags none', () => {
    expect(parseForm(SEND)).toMatchObject({ email: { tags: undefined } });
  });
});

describe('apiV1.error', () => {
  it('writes the XML that SES answers a throttled send with', () => {
    const { status, headers, body } = apiV1.error(SesError.of('rateExceeded'));

    expect(status).toBe(400);
    expect(headers['content-type']).toBe('text/xml');
    expect(body.replace(/<RequestId>[-0-9a-f]{36}</, '<RequestId>ID<')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>' +
        '<Code>Throttling</Code><Message>Maximum sending rate exceeded.</Message></Error>' +
        '<RequestId>ID</RequestId></ErrorResponse>',
    );
  });

  it('blames the receiver for an outage', () => {
    expect(apiV1.error(SesError.of('outage'))).toMatchObject({
      status: 503,
      body: expect.stringContaining('<Type>Receiver</Type><Code>ServiceUnavailable</Code>'),
    });
  });

  it('escapes what XML would read as markup, and drops what it cannot hold', () => {
    const { body } = apiV1.error(SesError.refused('InvalidAction', 'a < b & c > d\u0000'));

    expect(body).toContain('<Message>a &lt; b &amp; c &gt; d </Message>');
  });
});

describe('apiV1.actionOf', () => {
  it.each([
    ['Action=SendEmail&Version=1', 'SendEmail'],
    ['Version=1&Action=GetSendQuota', 'GetSendQuota'],
    ['Source=MyAction=SendEmail', 'unknown'],
    ['', 'unknown'],
  ])('is of the body %j %s', (body, action) => {
    expect(apiV1.actionOf({ method: 'POST', url: '/', headers: {}, body: Buffer.from(body) })).toBe(action);
  });
});
