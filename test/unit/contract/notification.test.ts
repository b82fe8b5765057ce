import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  deserializeNotification,
  InvalidNotificationError,
  parseNotification,
  serializeNotification,
} from '../../../contract/notification.ts';
import { anyNotification } from '../../support/any/any-notification.ts';
import { NOT_XML } from '../../support/any/any-text.ts';
import { cases } from '../../support/any/cases.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

function refusalOf(action: () => unknown): InvalidNotificationError {
  try {
    action();
  } catch (error) {
    if (error instanceof InvalidNotificationError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const addresses = (count: number) => Array.from({ length: count }, (_, n) => `a${n}@example.com`);

describe('parseNotification', () => {
  it.each([
    ['the three fields of the seed', aNotification()],
    [
      'all six',
      aNotification({ id: 'order-1', html: '<p>Hello</p>', replyTo: 'Support <help@example.com>' }),
    ],
    [
      'several recipients, copies and addresses for answers',
      aNotification({
        recipient: ['ada@example.com', 'Grace <grace@example.com>'],
        cc: 'kim@example.com',
        bcc: ['lee@example.com'],
        replyTo: ['help@example.com', 'desk@example.com'],
      }),
    ],
    [
      'the 50 recipients that SES takes',
      aNotification({ recipient: addresses(48), cc: addresses(1), bcc: addresses(1) }),
    ],
    ['empty texts', aNotification({ subject: '', body: '', html: '' })],
    ['a body of several lines', aNotification({ body: 'one\r\ntwo\n\tthree' })],
    ['a subject with a tab', aNotification({ subject: 'one\ttwo' })],
    ['HTML alone', { subject: 's', html: '<p>Hi</p>', recipient: 'ada@example.com' }],
    ['a domain in any script, as it was given', aNotification({ recipient: 'Zoë <zoe@bücher.example>' })],
    ['any language', aNotification({ subject: 'Grüße 漢字 🙂', body: 'Grüße 漢字 🙂' })],
    ['the longest id', aNotification({ id: 'i'.repeat(255) })],
  ])('accepts %s unchanged', (_, notification) => {
    expect(parseNotification(notification)).toStrictEqual(notification);
  });

  it.each([null, '', []])('takes %j as no copy, as publishers could always leave it', (nothing) => {
    const parsed = parseNotification({ ...aNotification(), cc: nothing, bcc: nothing });

    expect(parsed).toEqual(aNotification());
  });

  it('ignores keys that it does not know', () => {
    expect(parseNotification({ ...aNotification(), priority: 'high' })).toStrictEqual(aNotification());
  });

  it.each([
    ['subject: missing', { body: 'b', recipient: 'ada@example.com' }],
    ['body: missing', { subject: 's', recipient: 'ada@example.com' }],
    ['recipient: missing', { subject: 's', body: 'b' }],
    ['subject: missing; body: missing; recipient: missing', {}],
    ['recipient: expected an email address, got "ada@"', { ...aNotification(), recipient: 'ada@' }],
    ['replyTo: expected an email address, got ""', { ...aNotification(), replyTo: '' }],
    ['recipient: expected at least one email address, got an array', aNotification({ recipient: [] })],
    ['replyTo: expected at least one email address, got an array', aNotification({ replyTo: [] })],
    [
      'recipient.1: expected an email address, got "bob@"',
      aNotification({ recipient: ['ada@example.com', 'bob@'] }),
    ],
    [
      'recipient.0: expected one email address, got "ada@example.com, bob@example.com"',
      aNotification({ recipient: ['ada@example.com, bob@example.com'] }),
    ],
    [
      'recipient.0: expected one email address, got an array',
      { ...aNotification(), recipient: [['ada@example.com']] },
    ],
    ['cc: expected an email address, got "kim"', aNotification({ cc: 'kim' })],
    ['bcc.0: expected an email address, got 1', { ...aNotification(), bcc: [1] }],
    [
      'cc: expected one email address, or an array of several, got "a@example.com;b@example.com"',
      aNotification({ cc: 'a@example.com;b@example.com' }),
    ],
    [
      'recipient: expected at most 50 addresses, those of cc and bcc included, as SES takes them, got 51',
      aNotification({ recipient: addresses(49), cc: addresses(1), bcc: addresses(1) }),
    ],
    [
      'recipient: expected at most 50 addresses, those of cc and bcc included, as SES takes them, got 51',
      { subject: 's', html: '<p>Hi</p>', recipient: addresses(51) },
    ],
    ['subject: expected a string, got 42', { ...aNotification(), subject: 42 }],
    ['subject: expected a string, got NaN', { ...aNotification(), subject: Number.NaN }],
    ['subject: expected a string, got nothing', { ...aNotification(), subject: undefined }],
    ['body: expected a string, got true', { ...aNotification(), body: true }],
    ['body: expected a string, got a bigint', { ...aNotification(), body: 1n }],
    ['html: expected a string, got null', { ...aNotification(), html: null }],
    ['html: expected a string, got an object', { ...aNotification(), html: { text: 1n } }],
    [
      'subject: expected a text without line breaks, got "a\\nBcc: b"',
      { ...aNotification(), subject: 'a\nBcc: b' },
    ],
    ['subject: expected a text without line breaks, got "a\\rb"', { ...aNotification(), subject: 'a\rb' }],
    [
      'subject: expected a text without control characters but tabs, got "a\\u0000b"',
      aNotification({ subject: 'a\0b' }),
    ],
    [
      'subject: expected a text without control characters but tabs, got "a\u007fb"',
      aNotification({ subject: 'a\x7fb' }),
    ],
    [
      'body: expected a text without control characters but tabs and line breaks, got "a\\u0000b"',
      aNotification({ body: 'a\0b' }),
    ],
    [
      'html: expected a text without control characters but tabs and line breaks, got "\\u001b[31m"',
      aNotification({ html: '\x1b[31m' }),
    ],
    ['body: missing', { subject: 's', recipient: 'ada@example.com', html: '' }],
    ['body: expected a string, got null', { ...aNotification({ html: '<p>Hi</p>' }), body: null }],
    [
      'recipient: expected one email address, or an array of several, got "ada@example.com, bob@example.com"',
      aNotification({ recipient: 'ada@example.com, bob@example.com' }),
    ],
    ['id: expected a string, got 1', { ...aNotification(), id: 1 }],
    [
      'id: expected 1 to 255 characters, none of them a control character, got ""',
      { ...aNotification(), id: '' },
    ],
    [
      'id: expected 1 to 255 characters, none of them a control character, got "a\\tb"',
      { ...aNotification(), id: 'a\tb' },
    ],
    ['notification: expected an object, got an array', [aNotification()]],
    ['notification: expected an object, got null', null],
    ['notification: expected an object, got nothing', undefined],
    ['notification: expected an object, got "text"', 'text'],
    [
      'subject: expected a string, got 1; recipient: expected an email address, got 2',
      { subject: 1, body: '', recipient: 2 },
    ],
  ])('refuses with "%s"', (message, input) => {
    expect(refusalOf(() => parseNotification(input)).message).toBe(message);
  });

  it('refuses an id of 256 characters, quoting only its beginning', () => {
    const { message } = refusalOf(() => parseNotification(aNotification({ id: 'i'.repeat(256) })));

    expect(message).toBe(
      `id: expected 1 to 255 characters, none of them a control character, got "${'i'.repeat(59)}…`,
    );
  });

  it('refuses a circular value with its own error', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;

    const { message } = refusalOf(() => parseNotification({ ...aNotification(), subject: circular }));

    expect(message).toBe('subject: expected a string, got an object');
  });
});

describe('InvalidNotificationError', () => {
  it('names fields and expectations apart from the values', () => {
    const { issues } = refusalOf(() => parseNotification({ body: 'b', recipient: 'ada@' }));

    expect(issues).toStrictEqual([
      { field: 'subject', expected: 'a value' },
      { field: 'recipient', expected: 'an email address' },
    ]);
  });

  it.each([
    ['valid', aNotification({ id: 'order-1', recipient: 'ada@' }), 'order-1'],
    ['missing', aNotification({ recipient: 'ada@' }), undefined],
    ['invalid', aNotification({ id: '' }), undefined],
  ])('tells the id of the payload where that is %s', (_, input, expected) => {
    expect(refusalOf(() => parseNotification(input)).notificationId).toBe(expected);
  });
});

describe('deserializeNotification', () => {
  it('reads a notification', () => {
    const text = '{"subject":"s","body":"b","recipient":"ada@example.com"}';

    expect(deserializeNotification(text)).toStrictEqual({
      subject: 's',
      body: 'b',
      recipient: 'ada@example.com',
    });
  });

  it.each([[''], ['Hello'], ['{"subject":']])(
    'refuses %j, which is not JSON, and keeps the cause',
    (text) => {
      const error = refusalOf(() => deserializeNotification(text));

      expect(error.message).toBe('notification: expected JSON');
      expect(error.cause).toBeInstanceOf(SyntaxError);
    },
  );

  it('refuses JSON that is no notification, such as the envelope of SNS', () => {
    const envelope = JSON.stringify({
      Type: 'Notification',
      Message: serializeNotification(aNotification()),
    });

    expect(refusalOf(() => deserializeNotification(envelope)).message).toBe(
      'subject: missing; body: missing; recipient: missing',
    );
  });
});

describe('serializeNotification', () => {
  it('writes what it always could hold byte for byte as ever, so that records of it stay known', () => {
    const text =
      '{"subject":"s","body":"b","recipient":"Ada <ada@example.com>","id":"1","html":"<p>","replyTo":"help@example.com"}';

    expect(serializeNotification(deserializeNotification(text))).toBe(text);
  });

  it('is undone by deserializeNotification for any valid notification', () => {
    fc.assert(
      fc.property(anyNotification, (notification) => {
        expect(deserializeNotification(serializeNotification(notification))).toStrictEqual(notification);
      }),
      { numRuns: cases(500) },
    );
  });

  it('writes only characters that SQS accepts', () => {
    fc.assert(
      fc.property(anyNotification, (notification) => {
        expect(serializeNotification(notification)).not.toMatch(NOT_XML);
      }),
      { numRuns: cases(500) },
    );
  });
});

describe('the tenant of a message that somebody else has published', () => {
  it.each([42, { id: 1 }, 'a b', ''])('is none where it is %j', (tenant) => {
    expect(deserializeNotification(JSON.stringify({ ...aNotification(), tenant })).tenant).toBeUndefined();
  });

  it('is kept where it is one', () => {
    expect(deserializeNotification(JSON.stringify({ ...aNotification(), tenant: 'acme' })).tenant).toBe(
      'acme',
    );
  });
});
