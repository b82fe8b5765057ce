import { describe, expect, it } from '@jest/globals';
import { SkippingClock } from '../../../../local/clock/clock.ts';

const HOUR = 3_600_000;

describe('SkippingClock', () => {
  it('runs as the machine does until it skips', () => {
    const clock = new SkippingClock();
    const before = Date.now();

    const now = clock.now();

    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('is at the moment that it skipped to, and goes on from there', () => {
    const clock = new SkippingClock();
    const moment = Date.now() + 6 * HOUR;

    clock.skipTo(moment);

    expect(clock.now()).toBeGreaterThanOrEqual(moment);
    expect(clock.now()).toBeLessThan(moment + 1000);
  });

  it('never goes back', () => {
    const clock = new SkippingClock();
    clock.skipTo(Date.now() + HOUR);
    const later = clock.now();

    clock.skipTo(Date.now());

    expect(clock.now()).toBeGreaterThanOrEqual(later);
  });

  it('is the same clock for all who have its memory', () => {
    const clock = new SkippingClock();
    const other = new SkippingClock(clock.memory);

    other.begin(2);
    other.skipTo(Date.now() + HOUR);

    expect(Math.floor((clock.now() - Date.now() + 1000) / HOUR)).toBe(1);
    expect(clock.isAtWork).toBe(true);
    expect(clock.events).toBe(other.events);
  });

  it('is at work until all that has begun has ended', () => {
    const clock = new SkippingClock();

    clock.begin(3);
    clock.begin();
    clock.end(2);
    const meanwhile = clock.isAtWork;
    clock.end(2);

    expect([meanwhile, clock.isAtWork]).toEqual([true, false]);
  });

  it.each(['begin', 'end', 'note'] as const)('has another count of events after %s', (event) => {
    const clock = new SkippingClock();
    const { events } = clock;

    clock[event]();

    expect(clock.events).not.toBe(events);
  });
});
