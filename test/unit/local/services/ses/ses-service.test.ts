import { describe, expect, it } from '@jest/globals';
import { Gate } from '../../../../../local/iam/gate.ts';
import { apiV1 } from '../../../../../local/services/ses/api-v1.ts';
import { apiV2 } from '../../../../../local/services/ses/api-v2.ts';
import { ConfigurationSets } from '../../../../../local/services/ses/configuration-sets.ts';
import type { Emulator } from '../../../../../local/services/ses/emulator.ts';
import type { Inbox } from '../../../../../local/services/ses/inbox.ts';
import { SendingLimits } from '../../../../../local/services/ses/sending-limits.ts';
import { SesService } from '../../../../../local/services/ses/ses-service.ts';
import { DEFAULT_SETTINGS, type SesSettings } from '../../../../../local/services/ses/settings.ts';
import { SuppressionList } from '../../../../../local/services/ses/suppression-list.ts';

const FORM = new URLSearchParams({
  Action: 'SendEmail',
  Source: 'mailroom@example.com',
  'Destination.ToAddresses.member.1': 'ada@example.com',
  'Message.Subject.Data': 'Hello',
});

const send = async () => ({
  method: 'POST',
  url: '/',
  headers: { authorization: 'AWS4-HMAC-SHA256 local' },
  body: Buffer.from(FORM.toString()),
});

function aService(
  settings: Partial<SesSettings>,
  draws: number[],
  accept: () => { messageId: string } = () => ({ messageId: 'id' }),
): SesService {
  const limits = new SendingLimits(settings as SesSettings, { wall: () => 0, monotonic: () => 0 });
  return new SesService(
    { ...DEFAULT_SETTINGS, ...settings },
    {
      inbox: { accept } as unknown as Inbox,
      emulator: {} as Emulator,
      limits,
      gate: new Gate(),
      sets: new ConfigurationSets(),
      feedback: { accepted: () => {} },
      list: new SuppressionList(),
      random: () => draws.shift() ?? Number.NaN,
    },
  );
}

describe('SesService', () => {
  it('fails the share of sends that the fail rate asks for', async () => {
    const service = aService({ failRate: 0.5 }, [0, 0.499, 0.5, 0.999]);

    const statuses = [];
    for (let sends = 0; sends < 4; sends += 1) statuses.push((await service.answer(apiV1, send)).status);

    expect(statuses).toEqual([500, 500, 200, 200]);
    expect(service.counts).toEqual({ accepted: 2, throttled: 0, failed: 2, refused: 0 });
  });

  it('takes nothing from the limits for a send that fails', async () => {
    const service = aService({ failRate: 0.5, sendRate: 1, dailyQuota: 1 }, [0, 1]);
    await service.answer(apiV1, send);

    expect((await service.answer(apiV1, send)).status).toBe(200);
  });

  it('tells the cause of a failure of its own, and counts it', async () => {
    const service = aService({}, [1], () => {
      throw new Error('ENOSPC: no space left on device');
    });

    const { status, body } = await service.answer(apiV1, send);

    expect(status).toBe(500);
    expect(body).toContain('<Code>InternalFailure</Code><Message>ENOSPC: no space left on device</Message>');
    expect(service.counts).toMatchObject({ accepted: 0, failed: 1 });
  });

  it('loses the share of replies that is asked for, of sends that are accepted', async () => {
    const service = aService({ failRate: 0.5, loseReplyRate: 0.5 }, [0, 1, 0.499, 1, 0.5]);

    const answers = [];
    for (let sends = 0; sends < 3; sends += 1) answers.push(await service.answer(apiV1, send));

    expect(answers.map(({ status, isLost = false }) => [status, isLost])).toEqual([
      [500, false],
      [200, true],
      [200, false],
    ]);
    expect(service.counts.accepted).toBe(2);
  });

  it('refuses in the sandbox what is not verified, and takes nothing from the limits for it', async () => {
    const service = aService({ verified: ['mailroom@example.com'], dailyQuota: 1 }, []);

    const { status, body } = await service.answer(apiV1, send);

    expect(status).toBe(400);
    expect(body).toContain('<Code>MessageRejected</Code>');
    expect(body).toContain('failed the check in region US-EAST-1: ada@example.com');
    service.configure({ verified: null });
    expect((await service.answer(apiV1, send)).status).toBe(200);
  });

  it('refuses every send of a paused account under the name of a refused email, as SES does', async () => {
    const service = aService({ paused: true, dailyQuota: 1 }, []);

    const { status, body } = await service.answer(apiV1, send);

    expect(status).toBe(400);
    expect(body).toContain('<Code>MessageRejected</Code><Message>Sending paused for this account.');
    service.configure({ paused: null });
    expect((await service.answer(apiV1, send)).status).toBe(200);
    expect(service.counts).toMatchObject({ accepted: 1, refused: 1 });
  });

  it('counts no simulated recipient for the daily quota', async () => {
    const service = aService({ dailyQuota: 1, sendRate: 9 }, []);
    const simulated = async () => {
      const form = new URLSearchParams(FORM);
      form.set('Destination.ToAddresses.member.1', 'bounce+1@simulator.amazonses.com');
      return { ...(await send()), body: Buffer.from(form.toString()) };
    };

    const statuses = [];
    for (const call of [simulated, send, send, simulated]) {
      statuses.push((await service.answer(apiV1, call)).status);
    }

    expect(statuses).toEqual([200, 200, 400, 200]);
  });

  it('refuses a configuration set that is not there, by each API in its words, and takes no limit for it', async () => {
    const service = aService({ dailyQuota: 1 }, []);
    const withSet = async () => ({
      ...(await send()),
      body: Buffer.from(`${FORM}&ConfigurationSetName=marketing`),
    });
    const inV2 = async () => ({
      ...(await send()),
      url: '/v2/email/outbound-emails',
      body: Buffer.from(
        JSON.stringify({
          FromEmailAddress: 'mailroom@example.com',
          Destination: { ToAddresses: ['ada@example.com'] },
          ConfigurationSetName: 'marketing',
          Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } } },
        }),
      ),
    });

    const v1 = await service.answer(apiV1, withSet);
    expect(v1.status).toBe(400);
    expect(v1.body).toContain(
      '<Code>ConfigurationSetDoesNotExist</Code><Message>Configuration set &lt;marketing&gt; does not exist.</Message>',
    );
    expect(await service.answer(apiV2, inV2)).toMatchObject({
      status: 404,
      headers: { 'x-amzn-errortype': 'NotFoundException' },
    });
    service.configure({ configurationSets: ['marketing'] });
    expect((await service.answer(apiV1, withSet)).status).toBe(200);
  });

  it('counts calls by action, however they end', async () => {
    const service = aService({ outage: true }, []);
    const quota = async () => ({ ...(await send()), body: Buffer.from('Version=1&Action=GetSendQuota') });

    for (const call of [send, send, quota]) await service.answer(apiV1, call);

    expect(service.requests).toEqual({ SendEmail: 2, GetSendQuota: 1 });
  });

  it('refuses a call that is not signed', async () => {
    const unsigned = async () => ({ ...(await send()), headers: {} });

    expect((await aService({}, []).answer(apiV1, unsigned)).body).toContain(
      '<Code>MissingAuthenticationToken</Code>',
    );
  });
});
