import { describe, expect, it } from '@jest/globals';
import type { Notification } from '../../../contract/notification.ts';
import { emailMessage } from '../../../handlers/email-message.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const SENDER = { address: 'sender@example.com', displayName: undefined };
const ORIGIN = { sender: SENDER };

describe('emailMessage', () => {
  it('has a subject and a text part, each with its character set', () => {
    expect(emailMessage(aNotification({ id: 'order-1' }), ORIGIN, 'order-1')).toStrictEqual({
      Source: 'sender@example.com',
      Destination: { ToAddresses: ['ada@example.com'] },
      Message: {
        Subject: { Data: 'Welcome', Charset: 'UTF-8' },
        Body: { Text: { Data: 'Hello Ada', Charset: 'UTF-8' } },
      },
      Tags: [{ Name: 'notification-id', Value: 'order-1' }],
    });
  });

  it('has an HTML part and an address for answers where the notification has them', () => {
    const notification = aNotification({
      html: '<p>Grüße 漢字 🙂</p>',
      replyTo: 'Hilfe für Sie <help@example.com>',
    });

    expect(emailMessage(notification, ORIGIN, 'order-1')).toMatchObject({
      ReplyToAddresses: ['=?UTF-8?B?SGlsZmUgZsO8ciBTaWU=?= <help@example.com>'],
      Message: { Body: { Html: { Data: '<p>Grüße 漢字 🙂</p>', Charset: 'UTF-8' } } },
    });
  });

  it.each<[string, Partial<Notification>, object]>([
    ['text where HTML is empty', { body: 'Hello', html: '' }, { Text: { Data: 'Hello', Charset: 'UTF-8' } }],
    [
      'HTML where the text is empty',
      { body: '', html: '<p>Hi</p>' },
      { Html: { Data: '<p>Hi</p>', Charset: 'UTF-8' } },
    ],
    [
      'HTML where there is no text',
      { body: undefined, html: '<p>Hi</p>' },
      { Html: { Data: '<p>Hi</p>', Charset: 'UTF-8' } },
    ],
    [
      'an empty text where there is nothing else',
      { body: '', html: '' },
      { Text: { Data: '', Charset: 'UTF-8' } },
    ],
  ])('has only %s', (_, content, expected) => {
    const notification = { ...aNotification(), ...content } as Notification;

    expect(emailMessage(notification, ORIGIN, 'order-1').Message?.Body).toStrictEqual(expected);
  });

  it('goes to everybody that the notification names', () => {
    const notification = aNotification({
      recipient: ['ada@example.com', 'Grüße <grace@example.com>'],
      cc: 'Kim <kim@bücher.example>',
      bcc: ['lee@example.com', 'max@example.com'],
      replyTo: ['help@example.com', 'desk@example.com'],
    });

    expect(emailMessage(notification, ORIGIN, 'order-1')).toMatchObject({
      Destination: {
        ToAddresses: ['ada@example.com', '=?UTF-8?B?R3LDvMOfZQ==?= <grace@example.com>'],
        CcAddresses: ['Kim <kim@xn--bcher-kva.example>'],
        BccAddresses: ['lee@example.com', 'max@example.com'],
      },
      ReplyToAddresses: ['help@example.com', 'desk@example.com'],
    });
  });

  it('writes domains in Punycode', () => {
    const notification = aNotification({
      recipient: 'zoe@bücher.example',
      replyTo: 'Zoë <zoe@bücher.example>',
    });

    expect(emailMessage(notification, ORIGIN, 'order-1')).toMatchObject({
      Destination: { ToAddresses: ['zoe@xn--bcher-kva.example'] },
      ReplyToAddresses: ['=?UTF-8?B?Wm/Dqw==?= <zoe@xn--bcher-kva.example>'],
    });
  });

  it('encodes display names and leaves subject and body in UTF-8', () => {
    const notification = aNotification({
      subject: 'Grüße 漢字 🙂',
      body: 'Grüße 漢字 🙂',
      recipient: 'Grüße <ada@example.com>',
    });

    expect(
      emailMessage(notification, { sender: { ...SENDER, displayName: 'Ärzte' } }, 'order-1'),
    ).toMatchObject({
      Source: '=?UTF-8?B?w4RyenRl?= <sender@example.com>',
      Destination: { ToAddresses: ['=?UTF-8?B?R3LDvMOfZQ==?= <ada@example.com>'] },
      Message: { Subject: { Data: 'Grüße 漢字 🙂' }, Body: { Text: { Data: 'Grüße 漢字 🙂' } } },
    });
  });

  it('replaces lone surrogates, on which the SDK would throw', () => {
    const lone = 'a\ud800b';

    expect(
      emailMessage(aNotification({ subject: lone, body: lone, html: lone }), ORIGIN, 'order-1').Message,
    ).toMatchObject({
      Subject: { Data: 'a\ufffdb' },
      Body: { Text: { Data: 'a\ufffdb' }, Html: { Data: 'a\ufffdb' } },
    });
  });
});
