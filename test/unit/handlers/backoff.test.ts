import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffSeconds } from '../../../handlers/backoff.ts';

const RETRY = { baseSeconds: 5, factor: 2, capSeconds: 900 };

const backoffs = fc.record({
  baseSeconds: fc.integer({ min: 1, max: 120 }),
  factor: fc.double({ min: 1, max: 4, noNaN: true }),
  capSeconds: fc.integer({ min: 120, max: 39_600 }),
});
const attempts = fc.integer({ min: 1, max: 1_000 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('backoffSeconds', () => {
  it.each([
    [1, 0, 5],
    [2, 0, 10],
    [8, 0, 640],
    [9, 0, 900],
    [1_000, 0, 900],
    [1, 0.999, 5],
    [9, 0.5, 810],
    [9, 0.999_999, 721],
  ])('waits after attempt %d, by the chance %d, %d seconds', (attempt, random, seconds) => {
    expect(backoffSeconds(attempt, random, RETRY)).toBe(seconds);
  });

  it('is a whole number of seconds from 0.8 of the delay without chance to all of it, within the cap', () => {
    fc.assert(
      fc.property(attempts, chance, backoffs, (attempt, random, backoff) => {
        const seconds = backoffSeconds(attempt, random, backoff);
        const longest = backoffSeconds(attempt, 0, backoff);

        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(Math.max(1, Math.floor(0.8 * (longest - 1))));
        expect(seconds).toBeLessThanOrEqual(longest);
        expect(longest).toBeLessThanOrEqual(backoff.capSeconds);
      }),
    );
  });

  it('never shortens with further attempts, chance being equal', () => {
    fc.assert(
      fc.property(attempts, chance, backoffs, (attempt, random, backoff) => {
        expect(backoffSeconds(attempt + 1, random, backoff)).toBeGreaterThanOrEqual(
          backoffSeconds(attempt, random, backoff),
        );
      }),
    );
  });
});
