import { describe, expect, it } from '@jest/globals';
import { sendRateOf } from '../../../ops/send-quota.ts';

describe('sendRateOf', () => {
  const quota = (sendRate: number) => ({ sendRate, daily: 200, sentLast24Hours: 0 });

  it.each([
    [{ sendRate: 14 }, quota(1), 1],
    [{ sendRate: 14 }, quota(100), 14],
    [{ sendRate: 0.5 }, undefined, 0.5],
    [{}, quota(7), 7],
    [{}, undefined, 14],
    [{}, quota(0), 14],
  ])('of %j and %j is %p', (pipeline, account, rate) => {
    expect(sendRateOf(pipeline, account)).toBe(rate);
  });
});
