import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { SkippingClock } from '../../../../../local/clock/clock.ts';
import { Schedule } from '../../../../../local/services/ses/schedule.ts';

describe('Schedule', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('does everything in the order of its moments, and of one moment in the order asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 })), async (delays) => {
        const schedule = new Schedule();
        const start = Date.now();
        const done: [delay: number, asked: number][] = [];
        for (const [asked, delay] of delays.entries()) {
          schedule.at(start + delay, () => done.push([delay, asked]));
        }

        await jest.runAllTimersAsync();

        const wanted = delays.map((delay, asked) => [delay, asked] as const);
        expect(done).toEqual(wanted.sort(([one, first], [other, second]) => one - other || first - second));
        expect(schedule.nextDue).toBe('never');
      }),
    );
  });

  it('says when the next thing is due', () => {
    const schedule = new Schedule();
    schedule.at(2_000, () => {});
    schedule.at(1_000, () => {});

    expect(schedule.nextDue).toBe(1_000);
    jest.setSystemTime(1_500);
    expect(schedule.nextDue).toBe('now');
    schedule.stop();
    expect(schedule.nextDue).toBe('never');
  });

  it('forgets what was to come once it is stopped', async () => {
    const schedule = new Schedule();
    const act = jest.fn();
    schedule.at(1_000, act);

    schedule.stop();
    await jest.runAllTimersAsync();

    expect(act).not.toHaveBeenCalled();
  });

  it('waits for longer than a timer of Node can', async () => {
    const schedule = new Schedule();
    const done: number[] = [];
    schedule.at(2 ** 31 + 1_000, () => done.push(Date.now()));

    await jest.runAllTimersAsync();

    expect(done).toEqual([2 ** 31 + 1_000]);
  });

  it('has whoever was told that nothing is due ask again', () => {
    const clock = new SkippingClock();
    const { events } = clock;

    new Schedule(clock).at(clock.now() + 1_000, () => {});

    expect(clock.events).toBeGreaterThan(events);
    expect(clock.isAtWork).toBe(false);
  });
});
