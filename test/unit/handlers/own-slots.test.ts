import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OwnSlots } from '../../../handlers/own-slots.ts';

const START = 1_800_000_000_000;

/** Takes a slot whenever the one before has come and `idle` has passed, as a worker does; gives when they were. */
function slotsOf(own: OwnSlots, idles: readonly number[]): number[] {
  let now = START;
  return idles.map((idle) => {
    now += idle;
    const slot = own.take(now);
    now = Math.max(now, slot);
    return slot;
  });
}

const paces = fc.double({ min: 0.25, max: 60, noNaN: true });
/** Mostly busy, sometimes idle for up to five seconds. */
const idles = fc.array(
  fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 5_000 })),
  { minLength: 2, maxLength: 200 },
);

describe('OwnSlots', () => {
  it('spaces slots evenly from its first one on', () => {
    const slots = slotsOf(new OwnSlots(4, START), [0, 0, 0, 0, 0]);

    expect(slots.map((slot) => slot - START)).toEqual([0, 250, 500, 750, 1_000]);
  });

  it('makes up for half a second of missed slots at most', () => {
    const slots = slotsOf(new OwnSlots(10, START), [0, 10_000, 0, 0, 0, 0, 0, 0, 0]);

    expect(slots.slice(1).map((slot) => slot - START - 10_000)).toEqual([0, 0, 0, 0, 0, 0, 100, 200]);
  });

  it('lets no second have more sends than the pace, rounded up', () => {
    fc.assert(
      fc.property(paces, idles, (pace, pauses) => {
        const slots = slotsOf(new OwnSlots(pace, START), pauses);

        for (const [index, slot] of slots.entries()) {
          const within = slots.slice(index).filter((other) => other < slot + 999.999).length;
          expect(within).toBeLessThanOrEqual(Math.ceil(pace));
        }
      }),
    );
  });

  it('keeps to the pace over any time, give or take one send and what it makes up for', () => {
    fc.assert(
      fc.property(paces, idles, (pace, pauses) => {
        const slots = slotsOf(new OwnSlots(pace, START), pauses);

        const seconds = ((slots.at(-1) as number) - (slots[0] as number)) / 1_000;
        expect(slots.length).toBeLessThanOrEqual((seconds + 0.5) * pace + 1 + 1e-6);
      }),
    );
  });

  it('keeps to the pace in recipients, give or take one email and what it makes up for', () => {
    const emails = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 100 });
    fc.assert(
      fc.property(paces, emails, (pace, recipients) => {
        const own = new OwnSlots(pace, START);
        let now = START;
        for (const each of recipients) now = own.take(now, undefined, each);

        const before = recipients.slice(0, -1).reduce((sum, each) => sum + each, 0);
        expect(before).toBeLessThanOrEqual(((now - START) / 1_000 + 0.5) * pace + 1e-6);
        expect(now - START).toBeLessThanOrEqual((before * 1_000) / pace + 1_000);
      }),
    );
  });

  it('loses no slot while it is busy', () => {
    fc.assert(
      fc.property(paces, fc.integer({ min: 2, max: 200 }), (pace, count) => {
        const slots = slotsOf(new OwnSlots(pace, START), new Array(count).fill(0));

        expect((slots.at(-1) as number) - START).toBeCloseTo(((count - 1) * 1_000) / pace, 1);
      }),
    );
  });

  it('loses no slot to the pauses between batches', () => {
    const pauses = Array.from({ length: 700 }, (_, n) => (n % 10 === 9 ? 200 : 0));

    const slots = slotsOf(new OwnSlots(6.93, START), pauses);

    expect(((slots.at(-1) as number) - START) / 1_000).toBeLessThan(699 / 6.93 + 0.5);
  });

  it('says when a slot after the latest moment is, and does not take it', () => {
    const own = new OwnSlots(1, START);
    own.take(START);

    expect(own.take(START, START + 999)).toBe(START + 1_000);
    expect(own.take(START, START + 1_000)).toBe(START + 1_000);
    expect(own.take(START)).toBe(START + 2_000);
  });

  it('slows to seven tenths after a throttle, out of step, and is back within six seconds', () => {
    const own = new OwnSlots(10, START);
    own.take(START);

    own.throttled(START, 0);

    expect(own.paceAt(START)).toBeCloseTo(7);
    expect(own.take(START)).toBeCloseTo(START + 100 + 0.5 * (1_000 / 7));
    expect(own.paceAt(START + 2_000)).toBeCloseTo(8);
    expect(own.paceAt(START + 6_000)).toBe(10);
  });

  it('counts the throttles of one second as one', () => {
    const own = new OwnSlots(10, START);

    for (const after of [0, 10, 999]) own.throttled(START + after, 0);

    expect(own.paceAt(START)).toBeCloseTo(7);
  });

  it('keeps a tenth of its pace however often it is throttled', () => {
    const own = new OwnSlots(10, START);

    for (let second = 0; second < 60; second += 1) own.throttled(START + second * 1_000, 0.5);

    expect(own.paceAt(START + 59_000)).toBeGreaterThanOrEqual(1);
    expect(own.paceAt(START + 59_000)).toBeLessThan(2);
  });

  it('follows another share from then on', () => {
    const own = new OwnSlots(1, START);
    own.take(START);

    own.setShare(10);

    expect(slotsOf(own, [0, 0, 0]).map((slot) => slot - START)).toEqual([1_000, 1_100, 1_200]);
  });
});
