import { describe, expect, it } from '@jest/globals';
import { median, percentile, summarize } from '../../../bench/statistics.ts';

describe('median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([30, 10, 20])).toBe(20);
  });

  it('is a measured value where there are two in the middle', () => {
    expect(median([40, 10, 30, 20])).toBe(20);
  });

  it('is no number where there is no value', () => {
    expect(median([])).toBeNaN();
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    [0, 1],
    [1, 1],
    [50, 50],
    [99, 99],
    [100, 100],
  ])('%d of 1 to 100 is %d', (percent, value) => {
    expect(percentile(hundred, percent)).toBe(value);
  });

  it('is the largest of few values at 99', () => {
    expect(percentile([5, 1, 9], 99)).toBe(9);
  });
});

describe('summarize', () => {
  it('gives median, least and most', () => {
    expect(summarize([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  });

  it('leaves out runs without the figure', () => {
    expect(summarize([undefined, 4])).toEqual({ median: 4, min: 4, max: 4 });
  });

  it('gives nothing where no run has the figure', () => {
    expect(summarize([undefined, undefined])).toBeUndefined();
  });
});
