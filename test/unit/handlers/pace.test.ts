import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Pace, type PaceDeps } from '../../../handlers/pace.ts';

const START = 1_800_000_000_000;
const LATEST = START + 3_600_000;

function aPace({ sendRate = 10, workers = 2, ...parts }: Partial<PaceDeps> & { sendRate?: number } = {}) {
  const quota = { sendRate };
  const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const deps = { quota, workers, sharedSlots: undefined, now: Date.now, random: () => 0, sleep, ...parts };
  return { pace: new Pace(deps), quota };
}

/** When each of so many passes came, in milliseconds since the start. */
async function passesOf(pace: Pace, count: number, latest = LATEST): Promise<(number | false)[]> {
  const passes = Array.from({ length: count }, async () => (await pace.pass(latest)) && Date.now() - START);
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
    await pace.begin(3);

    expect(pace.sendsPerSecond).toBeCloseTo(4.95);
    expect(await passesOf(pace, 3)).toEqual([0, 203, 405]);
  });

  it('goes on across batches', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });
    await pace.begin(2);
    await passesOf(pace, 2);
    await pace.begin(1);

    expect(await passesOf(pace, 1)).toEqual([405]);
  });

  it('follows the send rate from batch to batch', async () => {
    const { pace, quota } = aPace({ sendRate: 10, workers: 2 });

    quota.sendRate = 40;
    await pace.begin(1);

    expect(pace.sendsPerSecond).toBeCloseTo(19.8);
  });

  it('says at once of a slot that would come too late, and takes none', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });

    expect(await passesOf(pace, 4, START + 250)).toEqual([0, 203, false, false]);
    expect(await passesOf(pace, 1)).toEqual([405]);
  });

  it('slows what has not passed yet after a throttle', async () => {
    const { pace } = aPace({ sendRate: 10, workers: 2 });
    const passes = passesOf(pace, 3);

    pace.throttled();

    const [, second = 0, third = 0] = await passes;
    expect(Number(third) - Number(second)).toBeGreaterThan(202 / 0.8);
  });

  describe('below four emails a second', () => {
    const slotsFrom = (...starts: number[]) => ({
      reserve: jest.fn(async (count: number, interval: number) => {
        const start = starts.shift() ?? 0;
        return Array.from({ length: count }, (_, index) => START + start + index * interval);
      }),
    });

    it('lets sends pass at slots that all workers share, at the whole rate with a fiftieth to spare', async () => {
      const sharedSlots = slotsFrom(5_000);
      const { pace } = aPace({ sendRate: 1, sharedSlots });
      await pace.begin(2);

      expect(sharedSlots.reserve.mock.calls).toEqual([[2, 1000 / 0.98]]);
      expect(await passesOf(pace, 2)).toEqual([5_000, Math.ceil(5_000 + 1000 / 0.98)]);
    });

    it('reserves only what it has not got', async () => {
      const sharedSlots = slotsFrom(0, 4_000);
      const { pace } = aPace({ sendRate: 1, sharedSlots });
      await pace.begin(3);
      await passesOf(pace, 1);

      await pace.begin(3);

      expect(sharedSlots.reserve.mock.calls.map(([count]) => count)).toEqual([3, 1]);
    });

    it('paces itself where there is no table, or it does not answer', async () => {
      const failing = { reserve: async () => Promise.reject(new Error('no table')) };

      for (const sharedSlots of [undefined, failing]) {
        jest.setSystemTime(START);
        const { pace } = aPace({ sendRate: 1, workers: 2, sharedSlots });
        await pace.begin(2);
        expect(await passesOf(pace, 2)).toEqual([0, Math.ceil(2000 / 0.98)]);
      }
    });

    it('reserves nothing from four on', async () => {
      const sharedSlots = slotsFrom();
      const { pace } = aPace({ sendRate: 4, sharedSlots });

      await pace.begin(2);

      expect(sharedSlots.reserve).not.toHaveBeenCalled();
    });
  });
});
