import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowsInSight, topThatShows } from '../../../../console/page/rows-in-sight.ts';

const sight = fc.record({
  top: fc.integer({ min: 0, max: 400_000 }),
  inSight: fc.integer({ min: 40, max: 3000 }),
  height: fc.constant(40),
});

describe('the rows in sight', () => {
  it('are all that one sees, and few beside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), sight, (count, seen) => {
        const { first, end } = rowsInSight(count, seen);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - first).toBeLessThanOrEqual(seen.inSight / 40 + 18);
        for (const pixel of [seen.top, seen.top + seen.inSight - 1]) {
          const row = Math.floor(pixel / 40);
          if (row < count) expect(row >= first && row < end).toBe(true);
        }
      }),
    );
  });

  it('hold a row that is scrolled to, and nothing moves where it is there already', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), sight, (row, seen) => {
        const top = topThatShows(row, seen);
        expect(row * 40).toBeGreaterThanOrEqual(top);
        expect((row + 1) * 40).toBeLessThanOrEqual(top + seen.inSight);
        expect(topThatShows(row, { ...seen, top })).toBe(top);
      }),
    );
  });
});
