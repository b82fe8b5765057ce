import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Bucket } from '../../../../../local/services/cloudwatch/bucket.ts';
import { statisticOf } from '../../../../../local/services/cloudwatch/statistic.ts';
import { cases } from '../../../../support/any/cases.ts';

function aBucket(...values: number[]): Bucket {
  const bucket = new Bucket();
  for (const value of values) bucket.add(value);
  return bucket;
}

const ofMinutes = (name: string, ...minutes: number[][]) =>
  statisticOf(name)?.(minutes.map((values) => aBucket(...values)));

describe('statisticOf', () => {
  it.each([
    ['SampleCount', 5],
    ['Sum', 1 + 2 + 3 + 4 + 10],
    ['Average', (1 + 2 + 3 + 4 + 10) / 5],
    ['Minimum', 1],
    ['Maximum', 10],
    ['p0', 1],
    ['p50', 3],
    ['p80', 4],
    ['p80.1', 10],
    ['p100', 10],
  ])('gives %s over the minutes of a period', (name, expected) => {
    expect(ofMinutes(name, [3, 10], [1], [4, 2])).toBe(expected);
  });

  it.each(['p100.1', 'p', 'tm99', 'PR(1:2)', 'sum', 'IQM', 'toString'])('knows no %s', (name) => {
    expect(statisticOf(name)).toBeUndefined();
  });

  it('keeps every percentile between the least and the greatest value, also of thousands', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 3000 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 100 }), (minute, percent) => {
        const value = ofMinutes(`p${percent}`, minute) ?? Number.NaN;
        expect(value).toBeGreaterThanOrEqual(Math.min(...minute));
        expect(value).toBeLessThanOrEqual(Math.max(...minute));
      }),
      { numRuns: cases(30) },
    );
  });

  it('samples evenly where a minute has more values than are kept, and counts all', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => index);

    expect(ofMinutes('SampleCount', many)).toBe(10_000);
    expect(Math.abs((ofMinutes('p50', many) ?? 0) - 5000)).toBeLessThan(50);
    expect(aBucket(...many).values.length).toBeLessThanOrEqual(1000);
  });
});
