import { describe, expect, it } from '@jest/globals';
import { collectReason } from '../../../../cli/dead-letters/known-reason.ts';
import { GIVEN_UP, HELD, RETRIED } from '../../../../contract/reasons.ts';

describe('collectReason', () => {
  it.each([...Object.keys(GIVEN_UP), 'moved-by-queue', 'undelivered'])('takes %s', (reason) => {
    expect(collectReason(reason, ['expired'])).toEqual(['expired', reason]);
  });

  it.each(Object.keys({ ...HELD, ...RETRIED }))(
    'refuses %s, which no dead letter has as its reason',
    (reason) => {
      expect(() => collectReason(reason)).toThrow('as a dead letter it is expired');
    },
  );

  it.each([
    ['expird', 'expired'],
    ['Expired', 'expired'],
    ['moved_by_queue', 'moved-by-queue'],
    ['', 'invalid'],
  ])('refuses %j, and names %s', (reason, nearest) => {
    expect(() => collectReason(reason)).toThrow(`There is no such reason; the nearest is ${nearest}.`);
  });
});
