import { SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from '@jest/globals';
import type { Notification } from '../../../contract/notification.ts';
import { sendEmail } from '../../../handlers/send-email.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const ORIGIN = { sender: { address: 'sender@example.com', displayName: 'Ärzte' } };

async function sentFor(parts: Partial<Notification>): Promise<SendEmailCommand | SendRawEmailCommand> {
  const commands: (SendEmailCommand | SendRawEmailCommand)[] = [];
  const send = async (command: SendEmailCommand | SendRawEmailCommand) => {
    commands.push(command);
    return { MessageId: 'ses-1' };
  };
  expect(await sendEmail({ send } as never, aNotification(parts), ORIGIN, 'order-1')).toEqual({
    MessageId: 'ses-1',
  });
  return commands[0] as SendEmailCommand | SendRawEmailCommand;
}

async function rawFor(parts: Partial<Notification>) {
  const command = await sentFor({ headers: { 'X-Campaign': 'may' }, ...parts });
  if (!(command instanceof SendRawEmailCommand)) throw new Error('It was not sent raw');
  const { RawMessage, ...input } = command.input;
  const [head = '', ...body] = Buffer.from(RawMessage?.Data as Uint8Array)
    .toString()
    .split('\r\n\r\n');
  return { input, lines: head.replace(/\r\n[ \t]+/g, ' ').split('\r\n'), body: body.join('\r\n\r\n') };
}

describe('sendEmail', () => {
  it.each([{}, { headers: {} }, { cc: 'kim@example.com' }])('sends by SendEmail with %j', async (parts) => {
    expect(await sentFor(parts)).toBeInstanceOf(SendEmailCommand);
  });

  it('sends what has headers as a raw message, with them as they are', async () => {
    const long = `<https://example.com/${'u'.repeat(800)}>`;
    const { lines, input } = await rawFor({
      headers: {
        'X-Campaign': 'may',
        'In-Reply-To': '<a@example.com>',
        References: '<a@example.com> <b@example.com>',
      },
      unsubscribe: { url: long.slice(1, -1) },
    });

    expect(lines).toEqual(
      expect.arrayContaining([
        'X-Campaign: may',
        'In-Reply-To: <a@example.com>',
        'References: <a@example.com> <b@example.com>',
        `List-Unsubscribe: ${long}`,
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ]),
    );
    expect(input.Tags).toEqual([{ Name: 'notification-id', Value: 'order-1' }]);
  });

  it('names everybody, but in the message nobody who gets a blind copy', async () => {
    const { lines, input } = await rawFor({
      recipient: ['"Lovelace, Ada" <ada@example.com>', '=?UTF-8?B?R3LDvMOfZQ==?= <grace@bücher.example>'],
      cc: 'kim@example.com',
      bcc: 'lee@example.com',
      replyTo: ['help@example.com', 'desk@example.com'],
    });

    expect(input).toMatchObject({
      Source: '=?UTF-8?B?w4RyenRl?= <sender@example.com>',
      Destinations: [
        '"Lovelace, Ada" <ada@example.com>',
        '=?UTF-8?B?R3LDvMOfZQ==?= <grace@xn--bcher-kva.example>',
        'kim@example.com',
        'lee@example.com',
      ],
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        'From: =?UTF-8?Q?=C3=84rzte?= <sender@example.com>',
        'To: "Lovelace, Ada" <ada@example.com>, =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= <grace@xn--bcher-kva.example>',
        'Cc: kim@example.com',
        'Reply-To: help@example.com, desk@example.com',
      ]),
    );
    expect(lines.join('\n')).not.toContain('lee@');
  });

  it.each<[string, Partial<Notification>, RegExp, RegExp]>([
    ['only text', { body: 'Grüße\nAda', html: '' }, /^Content-Type: text\/plain/m, /Gr=C3=BC=C3=9Fe\r\nAda/],
    ['only HTML', { body: '', html: '<p>Hi</p>' }, /^Content-Type: text\/html/m, /^<p>Hi<\/p>/],
    [
      'both',
      { body: 'Hi', html: '<p>Hi</p>' },
      /^Content-Type: multipart\/alternative/m,
      /text\/plain[\s\S]*Hi[\s\S]*text\/html[\s\S]*<p>Hi<\/p>/,
    ],
  ])('has %s where the notification has', async (_, parts, type, content) => {
    const { lines, body } = await rawFor(parts);

    expect(lines.join('\n')).toMatch(type);
    expect(body).toMatch(content);
  });
});
