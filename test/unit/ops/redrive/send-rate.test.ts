import { describe, expect, it } from '@jest/globals';
import { SendRate } from '../../../../ops/redrive/send-rate.ts';

const never = new AbortController().signal;

describe('SendRate', () => {
  it.each([
    [0.5, 1],
    [3, 2],
    [14, 7],
    [500, 10],
  ])('at %p a second takes %p at a time', (rate, size) => {
    expect(new SendRate(rate).batchSize).toBe(size);
  });

  it('stops waiting when it is told to', async () => {
    const interruption = new AbortController();
    const rate = new SendRate(0.001);
    expect(await rate.pass(1, never)).toBe(true);
    const second = rate.pass(1, interruption.signal);
    interruption.abort();
    expect(await second).toBe(false);
  });
});
