import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalSes, type SesOptions, startSes } from '../../../../../local/services/ses/start-ses.ts';

const running: LocalSes[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((ses) => ses.stop()));
});

async function aSes(options: Partial<SesOptions> = {}): Promise<LocalSes> {
  const ses = await startSes({ port: 0, ...options });
  running.push(ses);
  return ses;
}

function put(ses: LocalSes, body: string): Promise<Response> {
  return fetch(`${ses.url}/_mailroom/ses`, { method: 'PUT', body });
}

/** Sends bytes as they are and gives all that comes back until the server ends the connection. */
function rawExchange(ses: LocalSes, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(ses.url).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('startSes', () => {
  it('listens on 127.0.0.1 only', async () => {
    expect((await aSes()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('says which port is taken', async () => {
    const { url } = await aSes();
    const port = Number(new URL(url).port);

    await expect(startSes({ port })).rejects.toThrow(
      `Port ${port} of 127.0.0.1, wanted for SES and the inbox, is taken: stop what listens there, or choose another with --port.`,
    );
  });

  it.each([
    { options: { port: 65_536 }, message: 'port: expected a whole number from 0 to 65535, got 65536' },
    { options: { port: 0, failRate: 2 }, message: 'failRate: expected a number from 0 to 1, got 2' },
    { options: { port: 0, dataDirectory: '/dev/null/inbox' }, message: /ENOTDIR.*\/dev\/null\/inbox/ },
  ])('refuses $options', async ({ options, message }) => {
    await expect(startSes(options)).rejects.toThrow(message);
  });

  it('stops at once with a connection open, frees the port, and may be stopped again', async () => {
    const ses = await aSes({ latencyMilliseconds: 900_000 });
    const port = Number(new URL(ses.url).port);
    const hanging = fetch(ses.url, { method: 'POST' });
    const outcome = expect(hanging).rejects.toThrow('fetch failed');

    await ses.stop();
    await ses.stop();
    await outcome;

    expect((await aSes({ port })).url).toBe(ses.url);
  });
});

describe('the inbox over HTTP', () => {
  let ses: LocalSes;

  beforeAll(async () => {
    ses = await startSes({ port: 0 });
  });

  afterAll(() => ses.stop());

  it('serves the page', async () => {
    const response = await fetch(ses.url);

    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<title>Mailroom inbox</title>');
  });

  it('answers what is no HTTP', async () => {
    expect(await rawExchange(ses, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });
});

describe('/_mailroom/ses', () => {
  let ses: LocalSes;

  beforeAll(async () => {
    ses = await startSes({ port: 0 });
  });

  afterAll(() => ses.stop());

  it('tells the settings and the counts', async () => {
    await ses.configure({ sendRate: 5 });

    expect(await (await fetch(`${ses.url}/_mailroom/ses`)).json()).toEqual({
      configurationSets: [],
      fates: {},
      eventDelaySeconds: 0,
      loseEventRate: 0,
      doubleEventRate: 0,
      reorderEvents: false,
      sendRate: 5,
      dailyQuota: null,
      latencyMilliseconds: 0,
      loseReplyRate: 0,
      paused: false,
      verified: null,
      failRate: 0,
      outage: false,
      error: null,
      counts: { accepted: 0, throttled: 0, failed: 0, refused: 0 },
    });
  });

  it('changes the settings that it is given, and keeps the others', async () => {
    await ses.configure({ sendRate: 5, dailyQuota: 7 });

    const response = await put(ses, '{"sendRate": null, "failRate": 0.5}');

    expect(await response.json()).toMatchObject({ sendRate: null, failRate: 0.5, dailyQuota: 7 });
  });

  it.each([
    { body: '{"failRate": 2}', message: 'failRate: expected a number from 0 to 1, got 2' },
    { body: '{"failRate": 1', message: 'settings: expected JSON' },
    { body: '', message: 'settings: expected JSON' },
    { body: 'null', message: 'settings: expected an object, got null' },
  ])('refuses $body in one sentence, and changes nothing', async ({ body, message }) => {
    await ses.configure({ sendRate: 5, failRate: 0 });

    const response = await put(ses, body);

    expect([response.status, await response.json()]).toEqual([400, { message }]);
    await expect(ses.configure({ failRate: 0, sendRate: -1 })).rejects.toThrow(
      'sendRate: expected a number above 0, got -1',
    );
    expect(await (await put(ses, '{}')).json()).toMatchObject({ sendRate: 5, failRate: 0 });
  });

  it('takes no other method', async () => {
    const response = await fetch(`${ses.url}/_mailroom/ses`, { method: 'DELETE' });

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PUT']);
  });
});

describe('SES v2', () => {
  const headers = { authorization: 'AWS4-HMAC-SHA256 local' };
  const body = JSON.stringify({
    FromEmailAddress: 'a@example.com',
    Destination: { ToAddresses: ['b@example.com', 'c@example.com'] },
    Content: { Simple: { Subject: { Data: 'v2' }, Body: {} } },
  });

  it('accepts, throttles and tells the quota as v1 does', async () => {
    const ses = await aSes({ sendRate: 0.001 });
    const send = () => fetch(`${ses.url}/v2/email/outbound-emails`, { method: 'POST', headers, body });

    const [accepted, throttled] = [await send(), await send()];
    const account = await fetch(`${ses.url}/v2/email/account`, { headers });

    expect([throttled.status, throttled.headers.get('x-amzn-errortype')]).toEqual([
      429,
      'TooManyRequestsException',
    ]);
    expect(await account.json()).toMatchObject({
      SendQuota: { Max24HourSend: -1, MaxSendRate: 0.001, SentLast24Hours: 2 },
    });
    expect(await ses.emails()).toMatchObject([
      { messageId: ((await accepted.json()) as { MessageId: string }).MessageId },
    ]);
  });

  it('keeps templates and sends with them, in bulk too', async () => {
    const ses = await aSes();
    const post = (path: string, input: unknown) =>
      fetch(`${ses.url}/v2/email/${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
    await post('templates', { TemplateName: 'hi', TemplateContent: { Subject: 'Hi {{name}}', Text: 'Hi' } });

    const bulk = await post('outbound-bulk-emails', {
      FromEmailAddress: 'a@example.com',
      DefaultContent: { Template: { TemplateName: 'hi', TemplateData: '{"name":"Ada"}' } },
      BulkEmailEntries: [
        { Destination: { ToAddresses: ['b@example.com'] } },
        { Destination: { ToAddresses: ['c@example.com'] } },
      ],
    });
    const { BulkEmailEntryResults } = (await bulk.json()) as {
      BulkEmailEntryResults: { MessageId: string }[];
    };
    const missing = await fetch(`${ses.url}/v2/email/templates/none`, { headers });

    expect(await ses.emails()).toMatchObject(
      BulkEmailEntryResults.map(({ MessageId }) => ({ messageId: MessageId, subject: 'Hi Ada' })),
    );
    expect(BulkEmailEntryResults).toHaveLength(2);
    expect([missing.status, missing.headers.get('x-amzn-errortype')]).toEqual([404, 'NotFoundException']);
  });
});
