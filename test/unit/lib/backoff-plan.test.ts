import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planBackoff, receivesWithin, secondsOfReceives } from '../../../lib/backoff-plan.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const maxSendRates = fc.double({ min: 0.5, max: 500, noNaN: true });

describe('planBackoff', () => {
  it.each([
    { maxSendRate: 0.5, retryCapSeconds: 900, holdCapSeconds: 3600 },
    { maxSendRate: 27.7, retryCapSeconds: 900, holdCapSeconds: 3600 },
    { maxSendRate: 40, retryCapSeconds: 900, holdCapSeconds: 100_000 / 40 },
    { maxSendRate: 111, retryCapSeconds: 900, holdCapSeconds: 900 },
    { maxSendRate: 112, retryCapSeconds: 892, holdCapSeconds: 892 },
    { maxSendRate: 100_001 / 400, retryCapSeconds: 399, holdCapSeconds: 399 },
    { maxSendRate: 500, retryCapSeconds: 100_000 / 500, holdCapSeconds: 100_000 / 500 },
  ])('doubles from 5 and 60 seconds up to caps that follow from the rate: $maxSendRate a second', (row) => {
    expect(planBackoff(row.maxSendRate)).toEqual({
      factor: 2,
      retryBaseSeconds: 5,
      retryCapSeconds: row.retryCapSeconds,
      holdBaseSeconds: 60,
      holdCapSeconds: row.holdCapSeconds,
      unaskedHoldCapSeconds: 3600,
      unaskedHoldsPerSecond: Math.min(row.maxSendRate, 25),
    });
  });

  it('hides no more than 100,000 either where SES is not asked but for one of ten, at any rate', () => {
    fc.assert(
      fc.property(maxSendRates, (maxSendRate) => {
        const { unaskedHoldCapSeconds, unaskedHoldsPerSecond } = planBackoff(maxSendRate);

        expect((unaskedHoldsPerSecond / 0.9) * unaskedHoldCapSeconds).toBeLessThanOrEqual(100_000);
        expect(unaskedHoldsPerSecond).toBeLessThanOrEqual(maxSendRate);
      }),
    );
  });

  it('hides no more than 100,000 messages behind its longest delay', () => {
    fc.assert(
      fc.property(maxSendRates, (maxSendRate) => {
        const { retryCapSeconds, holdCapSeconds } = planBackoff(maxSendRate);

        expect(maxSendRate * Math.max(retryCapSeconds, holdCapSeconds)).toBeLessThanOrEqual(100_000);
      }),
    );
  });

  it('keeps every delay below 11 hours, in whole seconds, and holds no shorter than it retries', () => {
    fc.assert(
      fc.property(maxSendRates, (maxSendRate) => {
        const plan = planBackoff(maxSendRate);

        const { unaskedHoldsPerSecond: _, ...seconds } = plan;
        expect(Object.values(seconds).every(Number.isInteger)).toBe(true);
        expect(plan.retryCapSeconds).toBeGreaterThanOrEqual(plan.retryBaseSeconds);
        expect(plan.holdCapSeconds).toBeGreaterThanOrEqual(plan.holdBaseSeconds);
        expect(plan.holdCapSeconds).toBeGreaterThanOrEqual(plan.retryCapSeconds);
        expect(plan.unaskedHoldCapSeconds).toBeGreaterThanOrEqual(plan.holdCapSeconds);
        expect(plan.unaskedHoldCapSeconds).toBeLessThanOrEqual(11 * HOUR);
      }),
    );
  });
});

// At the shortest, with a fifth off by chance, the delays after passing failures are
//   4, 8, 16, 32, 64, 128, 256, 512, then 720 where the cap is 900, together 1,020 before that;
//   4, 8, 16, 32, 64, 128, then 160 where the cap is 200, together 252 before that.
describe('receivesWithin', () => {
  it.each([
    { seconds: 0, maxSendRate: 14, receives: 1 },
    { seconds: 4, maxSendRate: 14, receives: 2 },
    { seconds: 5, maxSendRate: 14, receives: 3 },
    { seconds: 252, maxSendRate: 14, receives: 7 },
    { seconds: 300, maxSendRate: 14, receives: 8 },
    { seconds: 1020, maxSendRate: 14, receives: 9 },
    { seconds: DAY, maxSendRate: 14, receives: 9 + Math.ceil((DAY - 1020) / 720) },
    { seconds: 7 * DAY, maxSendRate: 14, receives: 9 + Math.ceil((7 * DAY - 1020) / 720) },
    { seconds: DAY, maxSendRate: 500, receives: 7 + Math.ceil((DAY - 252) / 160) },
  ])(
    'counts $receives in $seconds seconds at $maxSendRate a second',
    ({ seconds, maxSendRate, receives }) => {
      expect(receivesWithin(seconds, planBackoff(maxSendRate))).toBe(receives);
    },
  );
});

describe('secondsOfReceives', () => {
  it.each([
    { receives: 1, maxSendRate: 14, seconds: 0 },
    { receives: 2, maxSendRate: 14, seconds: 4 },
    { receives: 9, maxSendRate: 14, seconds: 1020 },
    { receives: 950, maxSendRate: 14, seconds: 1020 + 941 * 720 },
    { receives: 950, maxSendRate: 500, seconds: 252 + 943 * 160 },
    { receives: 10, maxSendRate: 112, seconds: Math.floor(1020 + 892 * 0.8) },
  ])(
    'lasts $seconds seconds with $receives at $maxSendRate a second',
    ({ receives, maxSendRate, seconds }) => {
      expect(secondsOfReceives(receives, planBackoff(maxSendRate))).toBe(seconds);
    },
  );

  it('is the longest time in which no more are received', () => {
    fc.assert(
      fc.property(maxSendRates, fc.integer({ min: 1, max: 1000 }), (maxSendRate, receives) => {
        const plan = planBackoff(maxSendRate);

        const seconds = secondsOfReceives(receives, plan);

        expect(receivesWithin(seconds, plan)).toBeLessThanOrEqual(receives);
        expect(receivesWithin(seconds + 1, plan)).toBeGreaterThan(receives);
      }),
    );
  });
});
