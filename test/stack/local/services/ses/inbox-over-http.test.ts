import { SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { InboxEmail } from '../../../../../local/services/ses/email.ts';
import { type LocalSes, startSes } from '../../../../../local/services/ses/start-ses.ts';
import { aClient, aSend, WORLD } from './ses-client.ts';

const V2 = { authorization: 'AWS4-HMAC-SHA256 local', 'content-type': 'application/json' };

let ses: LocalSes;

beforeAll(async () => {
  ses = await startSes({ port: 0 });
});

afterEach(() => ses.clear());

afterAll(() => ses.stop());

async function get(path: string): Promise<{ status: number; type: string | null; body: unknown }> {
  const response = await fetch(`${ses.url}${path}`);
  const text = await response.text();
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: type === 'application/json' ? JSON.parse(text) : text };
}

async function emailsSince(since: number): Promise<InboxEmail[]> {
  const { body } = await get(`/store?since=${since}`);
  return (body as { emails: InboxEmail[] }).emails;
}

async function sendRaw(message: string): Promise<void> {
  await aClient(ses).send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(message) } }));
}

describe('GET /store', () => {
  it('gives what came at a time or after it, however exact the time is', async () => {
    for (const subject of ['one', 'two', 'three']) await aClient(ses).send(aSend({ subject }));
    const emails = await ses.emails();
    const last = emails[2] as InboxEmail;

    expect(emails.map(({ subject }) => subject)).toEqual(['one', 'two', 'three']);
    expect(await emailsSince(0)).toEqual(emails);
    expect(await emailsSince(last.at)).toEqual(emails.filter(({ at }) => at >= last.at));
    expect(await emailsSince(last.at + 0.001)).toEqual([]);
  });

  it.each(['-1', '1795858709', '1795858709.955', '1e3'])('takes since=%s', async (since) => {
    expect(await get(`/store?since=${since}`)).toMatchObject({ status: 200, body: { templates: {} } });
  });

  it.each(['since=', 'since=nonsense', 'since=NaN', 'since=0x10', 'since=1&since=2', 'since[]=1&since='])(
    'refuses %s once, and goes on',
    async (query) => {
      expect(await get(`/store?${query}`)).toEqual({
        status: 400,
        type: 'application/json',
        body: { message: 'since: expected one number, seconds since 1970.' },
      });
      expect(await ses.emails()).toEqual([]);
    },
  );

  it('tells the templates too', async () => {
    const body = JSON.stringify({ TemplateName: 'hi', TemplateContent: { Subject: 'Hi', Text: 'Hi' } });
    await fetch(`${ses.url}/v2/email/templates`, { method: 'POST', headers: V2, body });

    expect(await get('/store')).toMatchObject({ body: { templates: { hi: { TemplateName: 'hi' } } } });
  });
});

describe('what the page asks for', () => {
  it('tells of every email once, however it was sent', async () => {
    const news = async (after: string) =>
      (await get(`/_mailroom/inbox/news?after=${after}`)).body as {
        cursor: string;
        emails: { subject: string }[];
      };
    const { cursor } = await news('');
    const Content = { Simple: { Subject: { Data: 'v2' }, Body: { Text: { Data: 'b' } } } };
    const FromEmailAddress = 'a@example.com';
    const Destination = { ToAddresses: ['b@example.com'] };
    const body = JSON.stringify({ FromEmailAddress, Destination, Content });
    await aClient(ses).send(aSend({ subject: 'v1' }));
    await sendRaw('From: a@example.com\r\nTo: b@example.com\r\nSubject: raw\r\n\r\nHello');
    await fetch(`${ses.url}/v2/email/outbound-emails`, { method: 'POST', headers: V2, body });

    const next = await news(cursor);

    expect(next.emails.map(({ subject }) => subject)).toEqual(['v1', 'raw', 'v2']);
    expect((await news(next.cursor)).emails).toEqual([]);
  });

  it('gives one email whole, and as a message with its files', async () => {
    await sendRaw(
      [
        'From: a@example.com\r\nTo: b@example.com\r\nSubject: with a file',
        'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b',
        'Content-Type: text/plain\r\n\r\nHello\r\n--b',
        'Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt',
        'Content-Transfer-Encoding: base64\r\n\r\nRmlsZSBBCg==\r\n--b--\r\n',
      ].join('\r\n'),
    );
    const [email] = await ses.emails();
    const query = `messageId=${email?.messageId}`;

    expect(await get(`/_mailroom/inbox/email?${query}`)).toMatchObject({
      status: 200,
      body: { subject: 'with a file', attachments: [{ filename: 'a.txt', content: 'RmlsZSBBCg==' }] },
    });
    expect(await get(`/_mailroom/inbox/message?${query}`)).toMatchObject({
      status: 200,
      type: 'message/rfc822',
      body: expect.stringMatching(/^Subject: with a file\r$[\s\S]*filename=a\.txt[\s\S]*RmlsZSBBCg==/m),
    });
  });

  it('writes any email as a message, what is in it notwithstanding', async () => {
    const hostile = '"<script>\r\nBcc: eve@example.com" <a@example.com>';
    await ses.receive({
      ...{ from: hostile, replyTo: [hostile], destination: { to: [hostile], cc: [], bcc: [] } },
      subject: `${WORLD}\r\nBcc: eve@example.com`,
      body: { text: '\u0000\r\n.\r\n', html: '<script>1</script>' },
      attachments: [{ content: '!', contentType: 'a\r\nb: c', filename: '../../\r\nx: y', size: 0 }],
      headers: [{ name: 'X-A\r\nBcc', value: 'b\r\nBcc: eve@example.com' }],
    });
    const [email] = await ses.emails();

    const { status, body } = await get(`/_mailroom/inbox/message?messageId=${email?.messageId}`);

    expect(status).toBe(200);
    expect(body).not.toMatch(/^bcc:/im);
  });

  it.each(['email', 'message'])('has no %s of an id that is gone, of none or of two', async (what) => {
    for (const query of ['?messageId=gone', '', '?messageId=a&messageId=b', '?messageId[]=a']) {
      expect(await get(`/_mailroom/inbox/${what}${query}`)).toMatchObject({
        status: 404,
        body: { message: 'The inbox has no email with this messageId.' },
      });
    }
  });
});

describe('any other request', () => {
  it.each(['/get-emlContent', '/get-emlContent?messageId=gone', '/favicon.ico', '/toString', '/__proto__'])(
    'finds nothing at %s',
    async (path) => {
      const at = path.split('?')[0];
      expect(await get(path)).toMatchObject({
        status: 404,
        body: { message: `There is nothing at GET ${at}.` },
      });
    },
  );

  it.each([
    ['an action that is none', 'Action=Nonsense', 400],
    ['an action twice', 'Action=SendRawEmail&Action=Nonsense&RawMessage.Data=eA%3D%3D', 400],
    ['no action', 'nonsense', 400],
    ['two forms in one', '{"a":"&Action=SendRawEmail&RawMessage.Data=eA&"}', 400],
  ])('is answered once where it is %s', async (_, body, status) => {
    for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain']) {
      const headers = { authorization: V2.authorization, 'content-type': type };
      const response = await fetch(ses.url, { method: 'POST', headers, body });

      expect([type, response.status]).toEqual([type, status]);
    }
    expect(await ses.emails()).toEqual([]);
  });

  it('is answered with headers by which no browser runs or shows what is not ours', async () => {
    const Message = { Subject: { Data: 's' }, Body: { Html: { Data: '<script>alert(1)</script>' } } };
    const Destination = { ToAddresses: ['b@example.com'] };
    await aClient(ses).send(new SendEmailCommand({ Source: 'a@example.com', Destination, Message }));
    const [email] = await ses.emails();
    const query = `messageId=${email?.messageId}`;

    for (const path of ['/store', '/none', '/_mailroom/ses', `/_mailroom/inbox/message?${query}`]) {
      const { headers } = await fetch(`${ses.url}${path}`);
      expect([path, headers.get('content-security-policy')]).toEqual([
        path,
        "default-src 'none'; frame-ancestors 'none'; sandbox",
      ]);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it.each(['/', '/_mailroom/inbox/inbox.js', '/_mailroom/inbox/email.js', '/_mailroom/inbox/inbox.css'])(
    'lets the page at %s run its own scripts only, and be in no other page',
    async (path) => {
      const { status, headers } = await fetch(`${ses.url}${path}`);
      const policy = headers.get('content-security-policy')?.split('; ');

      expect(status).toBe(200);
      expect(policy).toEqual(
        expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
      );
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    },
  );
});
