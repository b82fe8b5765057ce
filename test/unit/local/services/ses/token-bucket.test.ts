import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenBucket } from '../../../../../local/services/ses/token-bucket.ts';

interface Take {
  readonly gapMilliseconds: number;
  readonly tokens: number;
}

/** Runs takes one after another and gives those that succeeded, with their times. */
function run(rate: number, takes: readonly Take[]): { at: number; tokens: number }[] {
  let now = 0;
  const bucket = new TokenBucket(rate, () => now);
  return takes.flatMap(({ gapMilliseconds, tokens }) => {
    now += gapMilliseconds;
    return bucket.take(tokens) ? [{ at: now, tokens }] : [];
  });
}

/** The most that was taken above `rate` × t in any span that starts and ends with a take. */
function worstBurst(rate: number, taken: readonly { at: number; tokens: number }[]): number {
  let worst = 0;
  for (let first = 0; first < taken.length; first += 1) {
    let sum = 0;
    for (const { at, tokens } of taken.slice(first)) {
      sum += tokens;
      worst = Math.max(worst, sum - (rate * (at - (taken[first]?.at ?? 0))) / 1000);
    }
  }
  return worst;
}

const rates = fc.double({ min: 0.1, max: 500, noNaN: true });
const takesOf = (maxTokens: number) =>
  fc.array(
    fc.record({
      gapMilliseconds: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3000, noNaN: true })),
      tokens: fc.integer({ min: 1, max: maxTokens }),
    }),
    { maxLength: 80 },
  );

describe('TokenBucket', () => {
  it('never gives single tokens faster than capacity + rate × t in any span', () => {
    fc.assert(
      fc.property(rates, takesOf(1), (rate, takes) => {
        expect(worstBurst(rate, run(rate, takes))).toBeLessThanOrEqual(Math.max(1, rate) + 1e-6);
      }),
    );
  });

  it('exceeds that by less than its largest take', () => {
    fc.assert(
      fc.property(rates, takesOf(50), (rate, takes) => {
        const taken = run(rate, takes);
        const largest = Math.max(1, ...taken.map(({ tokens }) => tokens));

        expect(worstBurst(rate, taken)).toBeLessThanOrEqual(Math.max(1, rate) + largest - 1 + 1e-6);
      }),
    );
  });

  it('refuses no one who takes at the rate', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 300 }), (rate, count) => {
        const steady = Array.from({ length: count }, () => ({ gapMilliseconds: 1000 / rate, tokens: 1 }));

        expect(run(rate, steady)).toHaveLength(count);
      }),
    );
  });

  it.each([
    { rate: 14, burst: 14 },
    { rate: 1, burst: 1 },
    { rate: 0.5, burst: 1 },
    { rate: 2.5, burst: 2 },
  ])('holds $burst tokens at first at a rate of $rate', ({ rate, burst }) => {
    const atOnce = Array.from({ length: 20 }, () => ({ gapMilliseconds: 0, tokens: 1 }));

    expect(run(rate, atOnce)).toHaveLength(burst);
  });

  it('makes the next takes pay for one of many tokens', () => {
    const everySecond = [5, 1, 1, 1, 1, 1, 1].map((tokens) => ({ gapMilliseconds: 1000, tokens }));

    expect(run(1, everySecond).map(({ at }) => at)).toEqual([1000, 6000, 7000]);
  });

  it('refills at the new rate, and keeps no more than the new capacity, once the rate is changed', () => {
    let now = 0;
    const bucket = new TokenBucket(10, () => now);
    bucket.setRate(2);

    expect([bucket.take(1), bucket.take(1), bucket.take(1)]).toEqual([true, true, false]);
    now = 499;
    expect(bucket.take(1)).toBe(false);
    now = 500;
    expect(bucket.take(1)).toBe(true);
  });

  it('counts the time before a change at the old rate', () => {
    let now = 0;
    const bucket = new TokenBucket(1, () => now);
    bucket.take(1);

    now = 500;
    bucket.setRate(100);
    now = 505;

    expect(bucket.take(1)).toBe(true);
    expect(bucket.take(1)).toBe(false);
  });
});
