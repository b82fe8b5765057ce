import { GetSendQuotaCommand, type GetSendQuotaCommandOutput } from '@aws-sdk/client-ses';
import { describe, expect, it } from '@jest/globals';
import { SendQuota, type SendQuotaDeps } from '../../../handlers/send-quota.ts';
import type { AccountQuota } from '../../../handlers/shared-account.ts';

type Answer = Partial<GetSendQuotaCommandOutput> | Error;

/** A quota over an SES that gives these answers in turn. */
function aQuota(answers: Answer[], parts: Partial<SendQuotaDeps> = {}) {
  const state = {
    now: 1_800_000_000_000,
    calls: 0,
    slept: [] as number[],
    unknown: [] as unknown[],
    used: [] as number[],
  };
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
    sleep: async (milliseconds) => {
      state.slept.push(milliseconds);
      state.now += milliseconds;
    },
    shared: undefined,
    onDailyUse: (percent) => state.used.push(percent),
    onUnknown: (error) => state.unknown.push(error),
    ...parts,
  });
  return { quota, state };
}

/** What workers share, as a table that is well has it. */
function aShare(quota?: AccountQuota) {
  const share = {
    quota,
    readQuota: async () => share.quota,
    writeQuota: async (written: AccountQuota) => {
      share.quota = written;
    },
  };
  return share;
}

const THROTTLED = Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });
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
    const { quota, state } = aQuota([{ MaxSendRate: 1 }, THROTTLED]);

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

  it('asks again after a second or two before its first batch where another worker was told just now', async () => {
    const { quota, state } = aQuota([THROTTLED, THROTTLED, { MaxSendRate: 1 }], { random: () => 0.5 });

    await quota.refresh();

    expect([state.slept, quota.sendRate, state.unknown]).toEqual([[1_500, 1_500], 1, []]);
  });

  it('begins by the plan where it is throttled three times, and asks again a second later', async () => {
    const { quota, state } = aQuota([THROTTLED, THROTTLED, THROTTLED, { MaxSendRate: 1 }]);

    await quota.refresh();
    expect([state.calls, quota.sendRate, state.unknown]).toEqual([3, 14, [THROTTLED]]);
    state.now += 999;
    await quota.refresh();
    expect(state.calls).toBe(3);
    state.now += 1;
    await quota.refresh();
    expect(quota.sendRate).toBe(1);
  });

  it('does not wait for a new quota while it has an old one, and keeps it, used up or not', async () => {
    const usedUp = { MaxSendRate: 1, Max24HourSend: 200, SentLast24Hours: 200 };
    const { quota, state } = aQuota([usedUp, THROTTLED]);

    await quota.refresh();
    state.now += 60_000;
    await quota.refresh();

    expect([state.slept, quota.sendRate, quota.usedUp]).toEqual([[], 1, true]);
  });

  describe('shared with other workers', () => {
    it('is not asked for where another was told, until that is five minutes old', async () => {
      const shared = aShare();
      const first = aQuota([{ MaxSendRate: 1, Max24HourSend: 200, SentLast24Hours: 200 }], { shared });
      const second = aQuota([{ MaxSendRate: 3 }], { shared });

      await first.quota.refresh();
      await second.quota.refresh();
      expect([second.quota.sendRate, second.quota.usedUp]).toEqual([1, true]);
      expect([second.state.calls, second.state.used]).toEqual([0, []]);
      second.state.now += 60_000;
      await second.quota.refresh();
      expect(second.quota.sendRate).toBe(3);
      expect(shared.quota).toMatchObject({ maxSendRate: 3, toldAt: second.state.now });
    });

    it('comes from the worker that was told while this one was throttled', async () => {
      const shared = aShare();
      const told = { maxSendRate: 1, max24HourSend: 200, sentLast24Hours: 0, toldAt: 1_800_000_000_500 };
      const sleep = async () => {
        state.now += 1_000;
        shared.quota = told;
      };
      const { quota, state } = aQuota([THROTTLED], { shared, sleep });

      await quota.refresh();

      expect([quota.sendRate, state.unknown]).toEqual([1, []]);
    });

    it('is not taken from a clock that is wrong', async () => {
      const told = { maxSendRate: 1, max24HourSend: 200, sentLast24Hours: 0, toldAt: 1_900_000_000_000 };
      const { quota } = aQuota([{ MaxSendRate: 3 }], { shared: aShare(told) });

      await quota.refresh();

      expect(quota.sendRate).toBe(3);
    });

    it('is asked for where the table does not answer', async () => {
      const down = async () => Promise.reject(new Error('down'));
      const shared = { readQuota: down, writeQuota: down };
      const { quota, state } = aQuota([{ MaxSendRate: 3 }], { shared });

      await quota.refresh();

      expect([quota.sendRate, state.unknown]).toEqual([3, []]);
    });
  });
});
