import { GetSendQuotaCommand, type GetSendQuotaCommandOutput } from '@aws-sdk/client-ses';
import { describe, expect, it } from '@jest/globals';
import { SendQuota, type SendQuotaDeps } from '../../../handlers/send-quota.ts';

type Answer = Partial<GetSendQuotaCommandOutput> | Error;

/** A quota over an SES that gives these answers in turn. */
function aQuota(answers: Answer[], parts: Partial<SendQuotaDeps> = {}) {
  const state = { now: 1_800_000_000_000, calls: 0, unknown: [] as unknown[], used: [] as number[] };
  const send = async (command: unknown) => {
    if (!(command instanceof GetSendQuotaCommand)) throw new Error(`SES was sent ${command}`);
    state.calls += 1;
    const answer = answers.shift();
    if (answer instanceof Error || answer === undefined) throw answer ?? new Error('asked once too often');
    return answer;
  };
  const quota = new SendQuota({
    ses: { send } as unknown as SendQuotaDeps['ses'],
    plannedSendRate: 14,
    maxSendRate: 40,
    now: () => state.now,
    random: () => 0,
    onDailyUse: (percent) => state.used.push(percent),
    onUnknown: (error) => state.unknown.push(error),
    ...parts,
  });
  return { quota, state };
}

const DENIED = Object.assign(new Error('denied'), { name: 'AccessDenied' });

describe('SendQuota', () => {
  it('takes the planned rate before it has read the account’s', () => {
    const { quota } = aQuota([]);

    expect(quota.sendRate).toBe(14);
    expect(quota.usedUp).toBe(false);
  });

  it.each([
    ['slower than planned, as in the sandbox', 1, 1],
    ['faster than planned', 30, 30],
    ['faster than the plan can reach', 200, 40],
  ])('follows an account that is %s', async (_, MaxSendRate, expected) => {
    const { quota } = aQuota([{ MaxSendRate, Max24HourSend: 200, SentLast24Hours: 0 }]);

    await quota.refresh();

    expect(quota.sendRate).toBe(expected);
  });

  it.each([
    [200, 199, false],
    [200, 200, true],
    [-1, 1_000_000, false],
    [0, 0, true],
  ])(
    'takes a quota of %d a day with %d sent for used up: %s',
    async (Max24HourSend, SentLast24Hours, usedUp) => {
      const { quota } = aQuota([{ MaxSendRate: 14, Max24HourSend, SentLast24Hours }]);

      await quota.refresh();

      expect(quota.usedUp).toBe(usedUp);
    },
  );

  it.each([
    [200, 0, [0]],
    [200, 161, [80.5]],
    [200, 250, [125]],
    [0, 0, [100]],
    [-1, 1_000_000, []],
  ])('tells of a quota of %d a day with %d sent that this is used: %j percent', async (...parts) => {
    const [Max24HourSend, SentLast24Hours, used] = parts;
    const { quota, state } = aQuota([{ MaxSendRate: 14, Max24HourSend, SentLast24Hours }]);

    await quota.refresh();

    expect(state.used).toEqual(used);
  });

  it('tells what is used once for each time that it was read', async () => {
    const answers = [0, 50].map((SentLast24Hours) => ({ Max24HourSend: 200, SentLast24Hours }));
    const { quota, state } = aQuota([...answers, DENIED]);

    await quota.refresh();
    await quota.refresh();
    state.now += 300_000;
    await quota.refresh();
    state.now += 300_000;
    await quota.refresh();

    expect(state.used).toEqual([0, 25]);
  });

  it('reads again after five minutes, not before', async () => {
    const { quota, state } = aQuota([{ MaxSendRate: 1 }, { MaxSendRate: 2 }]);

    await quota.refresh();
    state.now += 299_999;
    await quota.refresh();
    expect([state.calls, quota.sendRate]).toEqual([1, 1]);
    state.now += 1;
    await quota.refresh();
    expect([state.calls, quota.sendRate]).toEqual([2, 2]);
  });

  it('reads again after a minute while the daily quota is used up', async () => {
    const usedUp = { MaxSendRate: 1, Max24HourSend: 200, SentLast24Hours: 200 };
    const { quota, state } = aQuota([usedUp, { ...usedUp, SentLast24Hours: 150 }]);

    await quota.refresh();
    state.now += 60_000;
    await quota.refresh();

    expect(quota.usedUp).toBe(false);
  });

  it('keeps the planned rate where it is denied, tells why, and asks again a little later', async () => {
    const { quota, state } = aQuota([DENIED, { MaxSendRate: 1 }]);

    await quota.refresh();
    await quota.refresh();
    expect([state.calls, quota.sendRate, state.unknown]).toEqual([1, 14, [DENIED]]);
    state.now += 10_000;
    await quota.refresh();
    expect(quota.sendRate).toBe(1);
  });

  it('keeps what it knows where it is throttled later', async () => {
    const { quota, state } = aQuota([{ MaxSendRate: 1 }, new Error('Rate exceeded')]);

    await quota.refresh();
    state.now += 300_000;
    await quota.refresh();

    expect(quota.sendRate).toBe(1);
  });

  it('no longer takes the quota for used up where it is not told so again', async () => {
    const { quota, state } = aQuota([{ MaxSendRate: 1, Max24HourSend: 200, SentLast24Hours: 200 }, DENIED]);

    await quota.refresh();
    state.now += 60_000;
    await quota.refresh();

    expect([quota.usedUp, quota.sendRate]).toEqual([false, 1]);
  });

  it('keeps the rate where the answer has none', async () => {
    const { quota } = aQuota([{}]);

    await quota.refresh();

    expect(quota.sendRate).toBe(14);
  });
});
