import { describe, expect, it } from '@jest/globals';
import { backoffMilliseconds } from '../../../publisher/backoff.ts';

describe('backoffMilliseconds', () => {
  it.each([
    [1, 0, 0],
    [1, 0.5, 50],
    [2, 0.5, 100],
    [3, 0.5, 200],
    [4, 0.75, 600],
  ])('after %d attempts with %d drawn is %d', (attempts, random, expected) => {
    expect(backoffMilliseconds(attempts, random)).toBe(expected);
  });
});
