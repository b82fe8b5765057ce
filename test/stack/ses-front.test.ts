import {
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  type SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalSes, startSes } from '../../local/services/ses/start-ses.ts';
import { eventually } from '../support/eventually.ts';
import { aClient, aRawSend, aSend, aSes, endSes, WORLD } from './local/services/ses/ses-client.ts';

const NO_FAULTS = {
  outage: undefined,
  error: undefined,
  failRate: undefined,
  latencyMilliseconds: undefined,
};
afterEach(endSes);

async function subjects(ses: LocalSes): Promise<string[]> {
  return (await ses.emails()).map(({ subject }) => subject);
}

const THROTTLED = {
  name: 'Throttling',
  message: 'Maximum sending rate exceeded.',
  $metadata: { httpStatusCode: 400 },
};

describe('sending through the local SES', () => {
  let ses: LocalSes;
  let client: SESClient;

  beforeAll(async () => {
    ses = await startSes({ port: 0 });
    client = aClient(ses);
  });

  beforeEach(() => ses.clear());

  afterAll(() => ses.stop());

  it('puts the whole email into the inbox, under the message id that the sender got', async () => {
    const to = ['ada@example.com', 'Bob <bob@example.com>'];

    const { MessageId } = await client.send(aSend({ subject: WORLD, to }));

    expect(await ses.emails()).toEqual([
      {
        messageId: MessageId,
        from: 'Mailroom <mailroom@example.com>',
        replyTo: ['desk@example.com'],
        destination: { to, cc: [], bcc: [] },
        subject: WORLD,
        body: { text: `${WORLD} in text`, html: `<p>${WORLD}</p>` },
        attachments: [],
        at: expect.any(Number),
      },
    ]);
  });

  it('delivers a question mark for each character outside ASCII where no charset is named', async () => {
    await client.send(aSend({ subject: WORLD, content: (Data) => ({ Data }) }));

    expect(await ses.emails()).toMatchObject([
      { subject: 'Gr??e ?? ?', body: { text: 'Gr??e ?? ? in text', html: '<p>Gr??e ?? ?</p>' } },
    ]);
  });

  it('accepts an empty subject and an empty body, as SES does', async () => {
    const Message = { Subject: { Data: '' }, Body: { Text: { Data: '' } } };

    await client.send(
      new SendEmailCommand({
        Source: 'a@example.com',
        Destination: { BccAddresses: ['b@example.com'] },
        Message,
      }),
    );

    expect(await ses.emails()).toMatchObject([
      { subject: '', body: { text: '' }, destination: { bcc: ['b@example.com'] } },
    ]);
  });

  it('gives emails that the emulator composes message ids of their own, the same in answer and inbox', async () => {
    const { MessageId } = await client.send(aRawSend());

    expect(MessageId).toMatch(/^[0-9a-f]{16}-[0-9a-f-]{36}-000000$/);
    expect(await ses.emails()).toMatchObject([{ messageId: MessageId, subject: 'raw' }]);
  });

  it.each([
    {
      fault: 'a bad address',
      command: aSend({ to: ['ada'] }),
      name: 'InvalidParameterValue',
      message: "Missing final '@domain'",
    },
    {
      fault: 'a raw message without a sender',
      command: new SendRawEmailCommand({ RawMessage: { Data: Buffer.from('To: b@example.com\r\n\r\n') } }),
      name: 'InvalidParameterValue',
      message: 'Missing source or from value',
    },
    {
      fault: 'an action that it does not know',
      command: new ListIdentitiesCommand({}),
      name: 'InvalidAction',
      message: expect.stringContaining('Could not find operation ListIdentities'),
    },
  ])('refuses $fault by the name and message that the SDK reads', async ({ command, name, message }) => {
    await expect(client.send(command as ListIdentitiesCommand)).rejects.toMatchObject({ name, message });
    expect(await ses.emails()).toEqual([]);
  });
});

describe('the limits of the local SES', () => {
  it('throttles what is over the send rate, and tells the rate in the quota', async () => {
    const { ses, client } = await aSes({ sendRate: 0.001, dailyQuota: 200 });
    await client.send(aSend());

    await expect(client.send(aSend({ subject: 'too soon' }))).rejects.toMatchObject(THROTTLED);

    expect(await subjects(ses)).toEqual(['Hello']);
    expect(await ses.counts()).toMatchObject({ accepted: 1, throttled: 1 });
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({
      Max24HourSend: 200,
      MaxSendRate: 0.001,
      SentLast24Hours: 1,
    });
  });

  it('counts each recipient, and accepts again after the time that the rate asks for', async () => {
    const { ses, client } = await aSes({ sendRate: 0.001 });
    await client.send(aSend({ to: Array.from({ length: 12 }, (_, index) => `a${index}@example.com`) }));
    await expect(client.send(aSend())).rejects.toMatchObject(THROTTLED);

    await ses.configure({ sendRate: 100 });
    const again = () => client.send(aSend({ subject: 'again' })).catch(() => undefined);
    // The 11 that it lacks and the next one come in an eighth of a second.
    await eventually(again, (answer) => answer !== undefined);

    expect(await subjects(ses)).toEqual(['Hello', 'again']);
  });

  it('refuses what is over the daily quota until the quota is raised', async () => {
    const { ses, client } = await aSes({ dailyQuota: 1 });
    await client.send(aSend());

    await expect(client.send(aSend())).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Daily message quota exceeded.',
    });

    await ses.configure({ dailyQuota: 2 });
    await client.send(aSend({ subject: 'second' }));
    expect(await subjects(ses)).toEqual(['Hello', 'second']);
  });
});

describe('the faults of the local SES', () => {
  let ses: LocalSes;
  let client: SESClient;

  beforeAll(async () => {
    ses = await startSes({ port: 0 });
    client = aClient(ses);
  });

  beforeEach(() => Promise.all([ses.clear(), ses.configure(NO_FAULTS)]));

  afterAll(() => ses.stop());

  it('answers every call with 503 in an outage, keeps the inbox open, and recovers', async () => {
    await ses.configure({ outage: true });
    const unavailable = { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } };

    await expect(client.send(aSend())).rejects.toMatchObject(unavailable);
    await expect(client.send(new GetSendQuotaCommand({}))).rejects.toMatchObject(unavailable);
    expect(await ses.emails()).toEqual([]);

    await ses.configure({ outage: false });
    await client.send(aSend({ subject: 'after' }));
    expect(await subjects(ses)).toEqual(['after']);
  });

  it('answers sends, and only sends, with the error that is injected', async () => {
    const error = {
      code: 'AccountSendingPausedException',
      message: 'Sending is "paused" & <so on>',
      status: 400,
    };
    await ses.configure({ error });

    await expect(client.send(aSend())).rejects.toMatchObject({ name: error.code, message: error.message });
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: -1 });

    await ses.configure({ error: undefined, failRate: 1 });
    await expect(client.send(aSend())).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    });
    expect(await ses.emails()).toEqual([]);
  });

  it('delivers before it answers, so that a client that gives up has lost a reply, not the email', async () => {
    await ses.configure({ latencyMilliseconds: 900_000 });
    const abort = new AbortController();
    const send = client.send(aSend({ subject: 'late' }), { abortSignal: abort.signal });
    const outcome = expect(send).rejects.toMatchObject({ name: 'AbortError' });

    await eventually(
      () => ses.emails(),
      ({ length }) => length > 0,
    );
    abort.abort();

    await outcome;
    expect(await subjects(ses)).toEqual(['late']);
  });
});
