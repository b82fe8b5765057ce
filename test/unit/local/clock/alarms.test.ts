import { describe, expect, it } from '@jest/globals';
import { Alarms } from '../../../../local/clock/alarms.ts';
import { SkippingClock } from '../../../../local/clock/clock.ts';
import { eventually } from '../../../support/eventually.ts';

const HOUR = 3_600_000;

function someAlarms() {
  const clock = new SkippingClock();
  return { clock, alarms: new Alarms(clock), now: clock.now() };
}

describe('Alarms', () => {
  it('rings at the moment, not before, and only the alarm whose moment it is', async () => {
    const { clock, alarms, now } = someAlarms();
    const rung: string[] = [];
    void alarms.at(now + 2 * HOUR).then(() => rung.push('second'));
    void alarms.at(now + HOUR).then(() => rung.push('first'));

    alarms.ring();
    await Promise.resolve();
    const before = [...rung];
    clock.skipTo(now + HOUR);
    alarms.ring();
    await Promise.resolve();

    expect([before, rung]).toEqual([[], ['first']]);
  });

  it('keeps time from jumping for a while after it rang', async () => {
    const { clock, alarms, now } = someAlarms();
    void alarms.at(now - 1);

    alarms.ring();

    expect(clock.isAtWork).toBe(true);
    expect(
      await eventually(
        () => clock.isAtWork,
        (isAtWork) => !isAtWork,
      ),
    ).toBe(false);
  });

  it('has what waits for quiet look anew', () => {
    const { clock, alarms, now } = someAlarms();
    const { events } = clock;

    void alarms.at(now + HOUR);

    expect(clock.events).not.toBe(events);
  });

  it.each([
    ['never', [], 'never'],
    ['now', [5], 'now'],
    ['never', [9, 5], 5],
    [3, [5], 3],
    [7, [5], 5],
    [7, [], 7],
  ] as const)('makes of what is due at %j, with alarms at %j, %j', (due, moments, expected) => {
    const { alarms } = someAlarms();
    for (const moment of moments) void alarms.at(moment);

    expect(alarms.beforeOrAt(due)).toBe(expected);
  });
});
