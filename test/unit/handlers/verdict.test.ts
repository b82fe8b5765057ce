import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Failure, Treatment } from '../../../handlers/failure.ts';
import { isExpired, judge, type RetryPolicy } from '../../../handlers/verdict.ts';

const DAY = 86_400;

const POLICY: RetryPolicy = {
  retryForSeconds: DAY,
  retry: { baseSeconds: 5, factor: 2, capSeconds: 900 },
  hold: { baseSeconds: 60, factor: 2, capSeconds: 3_600 },
  unaskedHold: { baseSeconds: 60, factor: 2, capSeconds: 7_200 },
};

function aFailure(treatment: Treatment): Failure {
  return { treatment, reason: 'unknown', error: 'Error', lostReply: false };
}

function at(ageSeconds: number, attempts = 1, random = 0) {
  return { ageSeconds, attempts, random };
}

describe('judge', () => {
  it('rejects what can never be sent', () => {
    expect(judge(aFailure('reject'), at(0), POLICY)).toEqual({ kind: 'reject', reason: 'unknown' });
  });

  it.each([
    [1, 5],
    [3, 20],
    [20, 900],
  ])('retries after attempt %d in %d seconds', (attempts, delaySeconds) => {
    expect(judge(aFailure('retry'), at(0, attempts), POLICY)).toEqual({
      kind: 'retry',
      reason: 'unknown',
      delaySeconds,
    });
  });

  it.each([
    [1, 60],
    [3, 240],
    [20, 3_600],
  ])('holds after attempt %d for %d seconds', (attempts, delaySeconds) => {
    expect(judge(aFailure('hold'), at(0, attempts), POLICY)).toEqual({
      kind: 'hold',
      reason: 'unknown',
      delaySeconds,
    });
  });

  it('holds for longer what SES was not asked for', () => {
    const failure: Failure = { ...aFailure('hold'), isUnasked: true };

    expect(judge(failure, at(0, 1), POLICY)).toMatchObject({ kind: 'hold', delaySeconds: 60 });
    expect(judge(failure, at(0, 20), POLICY)).toMatchObject({ kind: 'hold', delaySeconds: 7_200 });
  });

  it('does not judge what may have been sent before that is known, past the horizon too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 * DAY }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 180 }),
        (age, attempts, random, settlesInSeconds) => {
          const verdict = judge(
            { ...aFailure('retry'), lostReply: true, settlesInSeconds },
            at(age, attempts, random),
            POLICY,
          );

          expect(verdict).toMatchObject({ kind: 'retry' });
          const { delaySeconds } = verdict as { delaySeconds: number };
          expect(delaySeconds).toBeGreaterThanOrEqual(settlesInSeconds);
          expect(delaySeconds).toBeLessThanOrEqual(Math.max(settlesInSeconds, POLICY.retry.capSeconds));
          expect(age + delaySeconds < DAY || delaySeconds === settlesInSeconds).toBe(true);
        },
      ),
    );
  });

  it('asks a table that does not tell ever more slowly, past the horizon too', () => {
    const failure: Failure = { ...aFailure('retry'), isUntold: true };

    expect(judge(failure, at(0, 1), POLICY)).toMatchObject({ kind: 'retry', delaySeconds: 5 });
    expect(judge(failure, at(DAY - 20, 20), POLICY)).toMatchObject({ kind: 'retry', delaySeconds: 10 });
    expect(judge(failure, at(2 * DAY, 20), POLICY)).toMatchObject({ kind: 'retry', delaySeconds: 900 });
  });

  it.each<Treatment>(['reject', 'retry', 'hold'])(
    'lets a %s at the end of the horizon expire',
    (treatment) => {
      expect(judge(aFailure(treatment), at(DAY), POLICY)).toEqual({ kind: 'expire', reason: 'expired' });
    },
  );

  it('has the last attempt just before the end of the horizon', () => {
    expect(judge(aFailure('retry'), at(DAY - 100, 20), POLICY)).toMatchObject({
      kind: 'retry',
      delaySeconds: 90,
    });
    expect(judge(aFailure('hold'), at(DAY - 11.5, 20), POLICY)).toMatchObject({
      kind: 'hold',
      delaySeconds: 1,
    });
  });

  it('lets expire what has no time left for another attempt', () => {
    expect(judge(aFailure('retry'), at(DAY - 10.5, 20), POLICY)).toEqual({
      kind: 'expire',
      reason: 'expired',
    });
  });

  it('gives every delay a second at least, within its cap and the horizon, whatever the age', () => {
    const ages = fc.double({ min: 0, max: 2 * DAY, noNaN: true });
    const attempts = fc.integer({ min: 1, max: 1_000 });
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const treatments = fc.constantFrom<Treatment>('reject', 'retry', 'hold');

    fc.assert(
      fc.property(treatments, ages, attempts, chance, (treatment, age, attempt, random) => {
        const verdict = judge(aFailure(treatment), at(age, attempt, random), POLICY);

        if (age >= DAY) expect(verdict.kind).toBe('expire');
        else if (treatment === 'reject') expect(verdict.kind).toBe('reject');
        if (!('delaySeconds' in verdict)) return;
        expect(verdict.kind).toBe(treatment);
        expect(verdict.delaySeconds).toBeGreaterThanOrEqual(1);
        expect(verdict.delaySeconds).toBeLessThanOrEqual(POLICY[verdict.kind].capSeconds);
        expect(age + verdict.delaySeconds).toBeLessThan(DAY);
      }),
    );
  });

  it('leaves what it was given as it was', () => {
    const failure = Object.freeze(aFailure('retry'));

    expect(() => judge(failure, Object.freeze(at(0)), Object.freeze(POLICY))).not.toThrow();
  });
});

describe('isExpired', () => {
  it.each([
    [DAY - 0.001, false],
    [DAY, true],
    [DAY + 1, true],
  ])('of an age of %d seconds is %s', (ageSeconds, expired) => {
    expect(isExpired(ageSeconds, POLICY)).toBe(expired);
  });
});
