import { SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { Attachment } from '../../../contract/attachments.ts';
import type { Notification } from '../../../contract/notification.ts';
import { composeEmail, mayBeLarge } from '../../../handlers/compose-email.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const ORIGIN = { sender: { address: 'sender@example.com', displayName: 'Ärzte' } };

/** What S3 holds, by key. */
type Objects = Readonly<Record<string, Buffer>>;

async function composed(parts: Partial<Notification>, objects: Objects = {}) {
  return composeEmail(aNotification(parts), ORIGIN, 'order-1', async ({ key }) => objects[key] as Buffer);
}

async function rawInputFor(parts: Partial<Notification>, objects?: Objects) {
  const command = await composed(parts, objects);
  if (!(command instanceof SendRawEmailCommand)) throw new Error('It would not be sent raw');
  return command.input;
}

/** The email as another library reads it. */
async function readBack(parts: Partial<Notification>, objects?: Objects) {
  const { RawMessage } = await rawInputFor(parts, objects);
  return PostalMime.parse(RawMessage?.Data as Uint8Array);
}

async function rawFor(parts: Partial<Notification>) {
  const { RawMessage, ...input } = await rawInputFor({ headers: { 'X-Campaign': 'may' }, ...parts });
  const [head = '', ...body] = Buffer.from(RawMessage?.Data as Uint8Array)
    .toString()
    .split('\r\n\r\n');
  return { input, lines: head.replace(/\r\n[ \t]+/g, ' ').split('\r\n'), body: body.join('\r\n\r\n') };
}

describe('composeEmail', () => {
  it.each([{}, { headers: {} }, { cc: 'kim@example.com' }, { attachments: [] }])(
    'sends by SendEmail with %j',
    async (parts) => {
      expect(await composed(parts)).toBeInstanceOf(SendEmailCommand);
    },
  );

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

  describe('with attachments', () => {
    const pixel = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');
    const pdf = Buffer.from(Array.from({ length: 5_000 }, (_, n) => n % 256));

    it('sends each file as it is, beside the text, by its name and what that says of its type', async () => {
      const email = await readBack({
        attachments: [
          { filename: 'Rechnung für Ärzte – 漢字.pdf', content: pdf.toString('base64') },
          { filename: 'empty.csv', content: '' },
          { filename: 'data', content: 'AAEC', contentType: 'application/vnd.example+json; charset=utf-8' },
        ],
      });

      expect(email.text).toBe('Hello Ada\n');
      expect(
        email.attachments.map(({ filename, mimeType, disposition }) => ({ filename, mimeType, disposition })),
      ).toEqual([
        { filename: 'Rechnung für Ärzte – 漢字.pdf', mimeType: 'application/pdf', disposition: 'attachment' },
        { filename: 'empty.csv', mimeType: 'text/csv', disposition: 'attachment' },
        { filename: 'data', mimeType: 'application/vnd.example+json', disposition: 'attachment' },
      ]);
      expect(email.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer))).toEqual([
        pdf,
        Buffer.alloc(0),
        Buffer.from([0, 1, 2]),
      ]);
    });

    it('shows an image in the HTML by its content id', async () => {
      const email = await readBack({
        html: '<img src="cid:logo@example">',
        attachments: [{ filename: 'logo.gif', content: pixel.toString('base64'), contentId: 'logo@example' }],
      });

      expect(email.html).toContain('<img src="cid:logo@example">');
      expect(email.text).toBe('Hello Ada\n');
      expect(email.attachments).toMatchObject([
        {
          filename: 'logo.gif',
          mimeType: 'image/gif',
          contentId: '<logo@example>',
          disposition: 'inline',
          related: true,
        },
      ]);
    });

    it('has the files alone where there is neither text nor HTML', async () => {
      const email = await readBack({ body: '', attachments: [{ filename: 'a.txt', content: 'aGk=' }] });

      expect([email.text, email.html, email.attachments.length]).toEqual([undefined, undefined, 1]);
    });

    it('reads what is in S3, beside what is not', async () => {
      const attachments: Attachment[] = [
        { filename: 'a.pdf', s3: { bucket: 'files', key: 'one' } },
        { filename: 'b.txt', content: 'aGk=' },
      ];
      const { attachments: files } = await readBack({ attachments }, { one: pdf });

      expect(files.map(({ content }) => Buffer.from(content as ArrayBuffer))).toEqual([
        pdf,
        Buffer.from('hi'),
      ]);
    });

    it.each([
      [7_600_000, 'sent'],
      [7_700_000, 'too-large'],
      [8_000_000, 'too-large'],
    ])('of %d bytes is %s, since SES takes 10 MB', async (size, outcome) => {
      const attachments = [{ filename: 'a.bin', s3: { bucket: 'files', key: 'one' } }];

      const done = await rawInputFor({ attachments }, { one: Buffer.alloc(size) }).then(
        ({ RawMessage }) => ((RawMessage?.Data?.length ?? 0) <= 10_485_760 ? 'sent' : 'over the limit'),
        (error) => error.failure,
      );

      expect(done).toEqual(
        outcome === 'sent'
          ? 'sent'
          : { treatment: 'reject', reason: 'too-large', error: 'NotAttempted', lostReply: false },
      );
    });
  });
});

describe('mayBeLarge', () => {
  it.each([
    [undefined, false],
    [[{ filename: 'a.txt', content: '' }], false],
    [[{ filename: 'a.txt', s3: { bucket: 'files', key: 'one' } }], true],
  ])('tells whether something is in S3: %j', (attachments, expected) => {
    expect(mayBeLarge(aNotification({ attachments }))).toBe(expected);
  });
});
