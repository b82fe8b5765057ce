import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Pace, type PaceDeps } from '../../../handlers/pace.ts';

const START = 1_800_000_000_000;
const LATEST = START + 3_600_000;

function aPace({ sendRate = 10, workers = 2, ...parts }: Partial<PaceDeps> & { sendRate?: number } = {}) {
  const quota = { sendRate };
  const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const deps = {
    quota,
    workers,
    unaskedPerSecond: 25,
    sharedSlots: undefined,
    now: Date.now,
    random: () => 0,
    sleep,
    ...parts,
  };
  return { pace: new Pace(deps), quota };
}

/** When each of so many passes came, in milliseconds since the start. */
async function passesOf(pace: Pace, count: number, latest = LATEST): Promise<(number | false)[]> {
  const passes = Array.from(
    { length: count },
    async () => (await pace.pass(latest)) === 0 && Date.now() - START,
  );
  await jest.runAllTimersAsync();
  return Promise.all(passes);
}

describe('Pace', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('lets sends pass at the share of one of several workers, with a hundredth to spare', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });
    expect(pace.sendsPerSecond).toBeCloseTo(4.95);
    expect(await passesOf(pace, 3)).toEqual([0, 203, 405]);
  });

  it('goes on across batches', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });
    await passesOf(pace, 2);

    expect(await passesOf(pace, 1)).toEqual([405]);
  });

  it('follows the send rate from batch to batch', async () => {
    const { pace, quota } = aPace({ sendRate: 10, workers: 2 });

    quota.sendRate = 40;
    pace.followSendRate();

    expect(pace.sendsPerSecond).toBeCloseTo(19.8);
  });

  it('lets an email take as many slots as it has recipients, as SES counts them', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });
    const passes = [1, 10, 1].map(async (recipients) => [
      await pace.pass(LATEST, recipients),
      Date.now() - START,
    ]);
    await jest.runAllTimersAsync();

    expect(await Promise.all(passes)).toEqual([
      [0, 0],
      [0, 203],
      [0, 2_223],
    ]);
  });

  it('tells how far away a slot is that would come too late', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });
    await pace.pass(LATEST, 50);

    expect(await pace.pass(START + 1_000)).toBeCloseTo(50_000 / 4.95, 0);
  });

  it('says at once of a slot that would come too late, and takes none', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });

    expect(await passesOf(pace, 4, START + 250)).toEqual([0, 203, false, false]);
    expect(await passesOf(pace, 1)).toEqual([405]);
  });

  it('does not even ask for a slot once it is too late', async () => {
    const sharedSlots = { reserve: jest.fn(async () => START) };
    const { pace } = aPace({ sendRate: 1, sharedSlots });

    expect(await passesOf(pace, 2, START - 1)).toEqual([false, false]);
    expect(sharedSlots.reserve).not.toHaveBeenCalled();
  });

  it('slows what has not passed yet after a throttle', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });
    const passes = passesOf(pace, 3);

    pace.throttled();

    const [, second = 0, third = 0] = await passes;
    expect(Number(third) - Number(second)).toBeGreaterThan(202 / 0.8);
  });

  describe('below four emails a second', () => {
    const slotsAt = (...slots: number[]) => ({
      reserve: jest.fn(async (_interval: number, _latest: number) => START + (slots.shift() ?? 0)),
    });

    it.each([
      ['a fiftieth to spare', 2, 1000 / 1.96],
      ['a little more where SES’s bucket holds but one', 1, 1000 / 0.98 + 25],
    ])('lets sends pass at slots that all workers share, with %s', async (_, sendRate, interval) => {
      const sharedSlots = slotsAt(500, 2_500);
      const { pace } = aPace({ sendRate, sharedSlots });

      expect(await passesOf(pace, 2)).toEqual([500, 2_500]);
      const intervals = sharedSlots.reserve.mock.calls.map(([each]) => each);
      expect(intervals).toEqual([expect.closeTo(interval), expect.closeTo(interval)]);
    });

    it('reserves an interval for each recipient', async () => {
      const sharedSlots = slotsAt(0);
      const { pace } = aPace({ sendRate: 2, sharedSlots });

      await pace.pass(LATEST, 5);

      expect(sharedSlots.reserve).toHaveBeenCalledWith(expect.closeTo(5_000 / 1.96), LATEST);
    });

    it('says at once of a shared slot that would come too late', async () => {
      const { pace } = aPace({ sendRate: 1, sharedSlots: slotsAt(5_000) });

      expect(await passesOf(pace, 1, START + 4_999)).toEqual([false]);
    });

    it('paces itself where there is no table, or it does not answer', async () => {
      const failing = { reserve: async () => Promise.reject(new Error('no table')) };

      for (const sharedSlots of [undefined, failing]) {
        jest.setSystemTime(START);
        const { pace } = aPace({ sendRate: 1, workers: 2, sharedSlots });
        expect(await passesOf(pace, 2)).toEqual([0, Math.ceil(2000 / 0.98)]);
      }
    });

    it('reserves nothing from four on', async () => {
      const sharedSlots = slotsAt();
      const { pace } = aPace({ sendRate: 4, sharedSlots });

      await passesOf(pace, 1);

      expect(sharedSlots.reserve).not.toHaveBeenCalled();
    });
  });

  it('lets pass what SES is not asked for at a rate of its own, beside the sends', async () => {
    const { pace } = aPace({ sendRate: 100, workers: 5, unaskedPerSecond: 25 });
    const sends = passesOf(pace, 2);
    const unasked = Array.from(
      { length: 3 },
      async () => (await pace.passUnasked(LATEST)) === 0 && Date.now() - START,
    );
    await jest.runAllTimersAsync();

    expect(await Promise.all(unasked)).toEqual([0, 200, 400]);
    expect(await sends).toEqual([0, 51]);
  });

  it('lets nothing pass that SES is not asked for where its slot comes too late', async () => {
    const { pace } = aPace({ workers: 5, unaskedPerSecond: 25 });

    expect(await pace.passUnasked(START - 1)).toBe(1);
    expect(await pace.passUnasked(START)).toBe(0);
    expect(await pace.passUnasked(START + 199)).toBe(200);
  });
});
