import { describe, expect, it } from '@jest/globals';
import { meantBy, nearestOf } from '../../../../cli/dead-letters/nearest.ts';

const ERRORS = ['MessageRejected', 'Throttling', ''];

describe('nearestOf', () => {
  it('gives the one with the fewest letters wrong, and none of none', () => {
    expect(nearestOf('Throtling', ERRORS)).toBe('Throttling');
    expect(nearestOf('anything', [])).toBeUndefined();
  });
});

describe('meantBy', () => {
  it.each([
    ['MessageRejecte', 'MessageRejected'],
    ['messagerejected', 'MessageRejected'],
    ['Throtling', 'Throttling'],
  ])('takes %s for a slip of %s', (typed, meant) => {
    expect(meantBy(typed, ERRORS)).toBe(meant);
  });

  it.each(['Throttling', 'ServiceUnavailable', 'x', ''])('takes %j for what it is', (typed) => {
    expect(meantBy(typed, ERRORS)).toBeUndefined();
  });
});
