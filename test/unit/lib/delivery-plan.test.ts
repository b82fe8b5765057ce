import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge, type RetryPolicy } from '../../../handlers/verdict.ts';
import {
  type DeliveryPlan,
  type DeliveryTarget,
  longestHorizonSeconds,
  MAX_RECEIVE_COUNT,
  planDelivery,
  RETRY_FOR_SECONDS,
  SEND_RATE,
} from '../../../lib/delivery-plan.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const givenRates = fc.double({ min: SEND_RATE.min, max: SEND_RATE.max, noNaN: true });
const sendRates = fc.option(givenRates, { nil: undefined });

/** Every target that a pipeline may have: the ends of the ranges among them. */
const targets: fc.Arbitrary<DeliveryTarget> = sendRates.chain((sendRate) =>
  fc.record({
    sendRate: fc.constant(sendRate),
    retryForSeconds: fc.integer({ min: RETRY_FOR_SECONDS.min, max: longestHorizonSeconds(sendRate) }),
  }),
);

/** Asserts that `law` holds for the plan of every target. */
function forEveryTarget(law: (plan: DeliveryPlan, target: DeliveryTarget) => void): void {
  fc.assert(fc.property(targets, (target) => law(planDelivery(target), target)));
}

describe('planDelivery', () => {
  // The receives are the more of those of receivesWithin, see there, and of visibility timeouts in the horizon, and 50 to
  // spare.
  it.each<{ name: string; target: DeliveryTarget; plan: Partial<DeliveryPlan>; caps: [number, number] }>([
    {
      name: 'the defaults, which follow the account’s rate up to 40 a second',
      target: { sendRate: undefined, retryForSeconds: DAY },
      plan: { sendRate: 14, maxSendRate: 40, workers: 2, batchSize: 10, maxReceiveCount: 240 + 50 },
      caps: [900, 2500],
    },
    {
      name: 'the slowest rate and the shortest horizon',
      target: { sendRate: 0.5, retryForSeconds: 300 },
      plan: { sendRate: 0.5, maxSendRate: 0.5, workers: 2, batchSize: 3, maxReceiveCount: 8 + 50 },
      caps: [900, 3600],
    },
    {
      name: 'the SES sandbox, one email a second',
      target: { sendRate: 1, retryForSeconds: DAY },
      plan: { sendRate: 1, maxSendRate: 1, workers: 2, batchSize: 5, maxReceiveCount: 240 + 50 },
      caps: [900, 3600],
    },
    {
      name: 'the rate that is assumed, given',
      target: { sendRate: 14, retryForSeconds: 7 * DAY },
      plan: { sendRate: 14, maxSendRate: 14, workers: 2, batchSize: 10, maxReceiveCount: 1_000 },
      caps: [900, 3600],
    },
    {
      name: 'the first rate that takes a third worker',
      target: { sendRate: 50, retryForSeconds: DAY },
      plan: { sendRate: 50, maxSendRate: 50, workers: 3, batchSize: 10, maxReceiveCount: 240 + 50 },
      caps: [900, 2000],
    },
    {
      name: 'a fast rate and the longest horizon',
      target: { sendRate: 100, retryForSeconds: 7 * DAY },
      plan: { sendRate: 100, maxSendRate: 100, workers: 5, batchSize: 10, maxReceiveCount: 1_000 },
      caps: [900, 1000],
    },
    {
      name: 'the fastest rate',
      target: { sendRate: 500, retryForSeconds: DAY },
      plan: { sendRate: 500, maxSendRate: 500, workers: 25, batchSize: 10, maxReceiveCount: 546 + 50 },
      caps: [200, 200],
    },
  ])('plans for $name', ({ target, plan, caps: [retryCapSeconds, holdCapSeconds] }) => {
    expect(planDelivery(target)).toEqual({
      ...plan,
      batchWindowSeconds: 0,
      timeoutSeconds: 60,
      visibilityTimeoutSeconds: 360,
      retryForSeconds: target.retryForSeconds,
      backoff: {
        factor: 2,
        retryBaseSeconds: 5,
        retryCapSeconds,
        holdBaseSeconds: 60,
        holdCapSeconds,
        unaskedHoldCapSeconds: 3600,
        unaskedHoldsPerSecond: Math.min(Number(plan.maxSendRate), 25),
      },
      memoryMegabytes: 256,
      retentionSeconds: 13 * DAY,
      deduplicateForSeconds: target.retryForSeconds + 15 * DAY,
      settleSeconds: 120,
    });
  });

  it('sends a full batch, at a worker’s share of the rate, in at most half the timeout', () => {
    forEveryTarget(({ sendRate, workers, batchSize, timeoutSeconds }) => {
      const batchSeconds = batchSize / (sendRate / workers);

      expect(batchSeconds).toBeLessThanOrEqual(timeoutSeconds / 2);
    });
  });

  it('does so in the sandbox too, whose one email a second it follows where no rate is given', () => {
    const { workers, batchSize, timeoutSeconds } = planDelivery({
      sendRate: undefined,
      retryForSeconds: DAY,
    });

    expect(batchSize / (1 / workers)).toBeLessThanOrEqual(timeoutSeconds / 2);
  });

  it('reaches the send rate although SES takes 250 ms to answer, and the rest of a batch as long again', () => {
    forEveryTarget(({ workers, batchSize, sendRate, maxSendRate }) => {
      const sendsPerSecond = (workers * batchSize) / (0.25 + 0.25);

      expect(sendsPerSecond).toBeGreaterThanOrEqual(maxSendRate);
      expect(maxSendRate).toBeGreaterThanOrEqual(sendRate);
    });
  });

  it('has at least two workers, and none too many for the rate', () => {
    forEveryTarget(({ workers, sendRate }) => {
      expect(workers).toBeGreaterThanOrEqual(2);
      expect(workers).toBeLessThan(Math.max(3, sendRate / 20 + 1));
    });
  });

  it('never plans for a rate above the given one', () => {
    fc.assert(
      fc.property(targets, givenRates, ({ retryForSeconds }, sendRate) => {
        expect(planDelivery({ sendRate, retryForSeconds })).toMatchObject({
          sendRate,
          maxSendRate: sendRate,
        });
      }),
    );
  });

  it('hides a received message for six timeouts plus the batch window', () => {
    forEveryTarget(({ visibilityTimeoutSeconds, timeoutSeconds, batchWindowSeconds }) => {
      expect(visibilityTimeoutSeconds).toBeGreaterThanOrEqual(6 * timeoutSeconds + batchWindowSeconds);
    });
  });

  it('has receives for every attempt in the horizon at the shortest delays, and 50 to spare', () => {
    forEveryTarget((plan) => {
      expect(attemptsWithin(plan)).toBeLessThanOrEqual(plan.maxReceiveCount - 50);
      expect(plan.maxReceiveCount).toBeLessThanOrEqual(MAX_RECEIVE_COUNT);
    });
  });

  it('hides no more than 100,000 messages in an outage, and none for longer than 11 hours', () => {
    forEveryTarget(({ maxSendRate, backoff }) => {
      const longestSeconds = Math.max(backoff.retryCapSeconds, backoff.holdCapSeconds);

      expect(maxSendRate * longestSeconds).toBeLessThanOrEqual(100_000);
      expect(longestSeconds).toBeLessThanOrEqual(11 * HOUR);
    });
  });

  it('allows no fewer workers and sends at once for a higher rate', () => {
    fc.assert(
      fc.property(givenRates, givenRates, (one, another) => {
        const [lower, higher] = [Math.min(one, another), Math.max(one, another)].map((sendRate) =>
          planDelivery({ sendRate, retryForSeconds: RETRY_FOR_SECONDS.min }),
        ) as [DeliveryPlan, DeliveryPlan];

        expect(higher.workers).toBeGreaterThanOrEqual(lower.workers);
        expect(higher.workers * higher.batchSize).toBeGreaterThanOrEqual(lower.workers * lower.batchSize);
      }),
    );
  });

  it('keeps a message in the queue a day less than a dead letter, six days beyond the horizon at least', () => {
    forEveryTarget(({ retentionSeconds }, target) => {
      expect(retentionSeconds).toBe(13 * DAY);
      expect(retentionSeconds - target.retryForSeconds).toBeGreaterThanOrEqual(6 * DAY);
    });
  });

  it('keeps a message to the end of the horizon where the function cannot run at all, as far as SQS counts', () => {
    forEveryTarget(({ maxReceiveCount, visibilityTimeoutSeconds }, target) => {
      const seconds = maxReceiveCount * visibilityTimeoutSeconds;

      expect(maxReceiveCount === MAX_RECEIVE_COUNT || seconds >= target.retryForSeconds).toBe(true);
    });
  });

  it('remembers what was sent for the horizon, the 14 days of a dead letter and a day more', () => {
    forEveryTarget(({ deduplicateForSeconds }, { retryForSeconds }) => {
      expect(deduplicateForSeconds).toBe(retryForSeconds + 15 * DAY);
    });
  });

  it('stays within what AWS takes', () => {
    forEveryTarget(({ sendRate, maxSendRate, backoff, ...plan }) => {
      const { unaskedHoldsPerSecond: _, ...delays } = backoff;
      expect([...Object.values(plan), ...Object.values(delays)].every(Number.isInteger)).toBe(true);
      expect(plan.workers).toBeLessThanOrEqual(1000);
      expect(plan.batchSize).toBeGreaterThanOrEqual(1);
      expect(plan.batchSize).toBeLessThanOrEqual(plan.batchWindowSeconds > 0 ? 10_000 : 10);
      expect(plan.batchWindowSeconds).toBeLessThanOrEqual(300);
      expect(plan.timeoutSeconds).toBeLessThanOrEqual(900);
      expect(plan.visibilityTimeoutSeconds).toBeLessThanOrEqual(43_200);
      expect(plan.retentionSeconds).toBeLessThanOrEqual(14 * DAY);
      expect(plan.memoryMegabytes).toBeGreaterThanOrEqual(128);
    });
  });
});

describe('longestHorizonSeconds', () => {
  it.each([
    { name: 'the account’s rate', sendRate: undefined, seconds: 7 * DAY },
    { name: '0.5 a second', sendRate: 0.5, seconds: 7 * DAY },
    { name: '124 a second', sendRate: 124, seconds: 7 * DAY },
    // 8 delays from 4 to 512 seconds, then 941 of 800 × 0.8 seconds.
    { name: '125 a second', sendRate: 125, seconds: 508 + 512 + 941 * 800 * 0.8 },
    { name: '200 a second', sendRate: 200, seconds: 508 + 942 * 500 * 0.8 },
    { name: '500 a second', sendRate: 500, seconds: 252 + 943 * 200 * 0.8 },
  ])('is $seconds at $name', ({ sendRate, seconds }) => {
    expect(longestHorizonSeconds(sendRate)).toBe(seconds);
  });

  it('is the longest that the receives last for', () => {
    fc.assert(
      fc.property(sendRates, (sendRate) => {
        const seconds = longestHorizonSeconds(sendRate);

        const receives = (retryForSeconds: number) =>
          planDelivery({ sendRate, retryForSeconds }).maxReceiveCount;

        expect(receives(seconds)).toBeLessThanOrEqual(MAX_RECEIVE_COUNT);
        expect(seconds === RETRY_FOR_SECONDS.max || receives(seconds + 1) > MAX_RECEIVE_COUNT).toBe(true);
      }),
    );
  });

  it('leaves room for the default horizon at every rate', () => {
    fc.assert(
      fc.property(sendRates, (sendRate) => {
        expect(longestHorizonSeconds(sendRate)).toBeGreaterThanOrEqual(RETRY_FOR_SECONDS.default);
      }),
    );
  });
});

/** How often a notification is received until the emailer gives it up, always failing at once, its delays the shortest. */
function attemptsWithin({ retryForSeconds, backoff }: DeliveryPlan): number {
  const retry = {
    baseSeconds: backoff.retryBaseSeconds,
    capSeconds: backoff.retryCapSeconds,
    factor: backoff.factor,
  };
  const policy: RetryPolicy = { retryForSeconds, retry, hold: retry, unaskedHold: retry };
  const failure = { treatment: 'retry', reason: 'throttled', error: 'Throttling', lostReply: false } as const;
  const random = 1 - Number.EPSILON;
  for (let attempts = 1, ageSeconds = 0; ; attempts += 1) {
    const verdict = judge(failure, { ageSeconds, attempts, random }, policy);
    if (!('delaySeconds' in verdict)) return attempts;
    ageSeconds += verdict.delaySeconds;
  }
}
