import { describe, expect, it } from '@jest/globals';
import { applySuppression, planSuppression } from '../../../../ops/suppression/change.ts';
import type { SuppressionList } from '../../../../ops/suppression/suppression-list.ts';

const plan = {
  changes: ['a@example.com', 'b@example.com', 'c@example.com'].map((address) => ({
    address,
    present: undefined,
  })),
  unchanged: [],
};
const UNENDED = new AbortController().signal;

/** A list that is only written to. */
const aList = (put: SuppressionList['put']) => ({ put }) as unknown as SuppressionList;

const adding = { kind: 'add', reason: 'bounce' } as const;

describe('applySuppression', () => {
  it('ends at the first that SES refuses, and tells what it left', async () => {
    const error = new Error('no more');
    const list = aList(async (address) => {
      if (address.startsWith('b')) throw error;
    });

    expect(await applySuppression(list, plan, adding, UNENDED, () => {})).toMatchObject({
      state: 'failed',
      counts: { changed: 1, left: 2 },
      error,
    });
  });

  it('ends where it is interrupted, once what is in hand is finished', async () => {
    const interruption = new AbortController();
    const list = aList(async () => interruption.abort());

    expect(await applySuppression(list, plan, adding, interruption.signal, () => {})).toMatchObject({
      state: 'interrupted',
      counts: { changed: 1, left: 2 },
    });
  });
});

describe('planSuppression', () => {
  it('asks for nothing more once it is interrupted', async () => {
    const list = { find: () => Promise.reject(new Error('asked')) } as unknown as SuppressionList;

    expect(await planSuppression(list, ['a@example.com'], adding, AbortSignal.abort())).toEqual({
      changes: [],
      unchanged: [],
    });
  });
});
