import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type PostponedMinute, postponedAt } from '../../../../ops/status/postponed.ts';

const NOW = Date.UTC(2027, 0, 15, 8);
const MINUTE = 60_000;

const aMinute = (parts: Partial<PostponedMinute> = {}): PostponedMinute => ({
  ...{ reason: 'account-paused', count: 10, entered: NOW - 90 * MINUTE },
  ...{ first: NOW + MINUTE, last: NOW + 3 * MINUTE },
  ...parts,
});

const countsOf = (minutes: readonly PostponedMinute[], hidden: number) =>
  postponedAt(minutes, NOW, hidden).map(({ reason, count }) => [reason, count]);

describe('postponedAt', () => {
  it('tells how many wait why, how old the oldest is, and when they are tried', () => {
    const throttled = aMinute({
      ...{ reason: 'throttled', count: 2, entered: NOW - 5_000 },
      ...{ first: NOW + 4_000, last: NOW + 4_000 },
    });

    expect(postponedAt([throttled, aMinute(), aMinute({ last: NOW + 20 * MINUTE })], NOW, 22)).toEqual([
      {
        kind: 'held',
        reason: 'account-paused',
        explanation: 'SES has paused sending for the account.',
        count: 20,
        oldest: new Date(NOW - 90 * MINUTE),
        nextAttempt: new Date(NOW + MINUTE),
        lastAttempt: new Date(NOW + 20 * MINUTE),
      },
      {
        kind: 'retried',
        reason: 'throttled',
        explanation: 'SES throttled the send rate.',
        count: 2,
        oldest: new Date(NOW - 5_000),
        nextAttempt: new Date(NOW + 4_000),
        lastAttempt: new Date(NOW + 4_000),
      },
    ]);
  });

  it('forgets what has been tried again since', () => {
    expect(postponedAt([aMinute({ first: NOW - MINUTE, last: NOW })], NOW, 10)).toEqual([]);
  });

  it('counts of a minute whose attempts are under way the share that is left', () => {
    const underWay = aMinute({ first: NOW - 3 * MINUTE, last: NOW + MINUTE, count: 40 });

    expect(postponedAt([underWay], NOW, 100)).toMatchObject([
      { count: 10, nextAttempt: new Date(NOW + MINUTE) },
    ]);
  });

  it('goes by what SQS counts where that is nearly all, or less', () => {
    expect(countsOf([aMinute({ count: 9 })], 10)).toEqual([['account-paused', 10]]);
    expect(countsOf([aMinute({ count: 30 })], 10)).toEqual([['account-paused', 10]]);
  });

  it('leaves to the workers what is in flight beside it', () => {
    expect(countsOf([aMinute({ count: 9 })], 20)).toEqual([['account-paused', 9]]);
  });

  it('has one of each reason at least, and no attempt that is past', () => {
    const anyMinute = fc
      .record({
        reason: fc.constantFrom('account-paused' as const, 'throttled' as const),
        count: fc.integer({ min: 1, max: 100 }),
        first: fc.integer({ min: -4_000, max: 4_000 }),
        span: fc.nat(4_000),
      })
      .map(({ reason, count, first, span }) => {
        const from = NOW + first * 1_000;
        return aMinute({ reason, count, first: from, last: from + span * 1_000 });
      });
    fc.assert(
      fc.property(fc.array(anyMinute), fc.integer({ min: 1, max: 200 }), (minutes, hidden) => {
        const groups = postponedAt(minutes, NOW, hidden);

        expect(groups.filter(({ count }) => !(count >= 1))).toEqual([]);
        expect(
          groups.filter(
            ({ nextAttempt, lastAttempt }) => nextAttempt.getTime() <= NOW || nextAttempt > lastAttempt,
          ),
        ).toEqual([]);
        const total = groups.reduce((sum, { count }) => sum + count, 0);
        expect(total).toBeLessThanOrEqual(hidden + groups.length);
      }),
    );
  });
});
