import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_RECEIVE_COUNT, planDelivery, RETRY_FOR_SECONDS, SEND_RATE } from '../../../lib/delivery-plan.ts';

const DAY = 86_400;

const sendRates = fc.double({ min: SEND_RATE.min, max: SEND_RATE.max, noNaN: true });
const horizons = fc.integer({ min: RETRY_FOR_SECONDS.min, max: RETRY_FOR_SECONDS.max });
const targets = fc.record({ sendRate: sendRates, retryForSeconds: horizons });

describe('planDelivery', () => {
  it.each([
    {
      name: 'the defaults',
      target: { sendRate: SEND_RATE.default, retryForSeconds: RETRY_FOR_SECONDS.default },
      plan: {
        workers: 3,
        batchSize: 10,
        timeoutSeconds: 30,
        visibilityTimeoutSeconds: 180,
        maxReceiveCount: 500,
        retentionSeconds: 2 * DAY,
      },
    },
    {
      name: 'the SES sandbox, one email a second',
      target: { sendRate: 1, retryForSeconds: DAY },
      plan: {
        workers: 2,
        batchSize: 5,
        timeoutSeconds: 30,
        visibilityTimeoutSeconds: 180,
        maxReceiveCount: 500,
        retentionSeconds: 2 * DAY,
      },
    },
    {
      name: 'the slowest rate and the shortest horizon',
      target: { sendRate: 0.5, retryForSeconds: 300 },
      plan: {
        workers: 2,
        batchSize: 3,
        timeoutSeconds: 30,
        visibilityTimeoutSeconds: 180,
        maxReceiveCount: 22,
        retentionSeconds: DAY + 300,
      },
    },
    {
      name: 'the fastest rate and the longest horizon',
      target: { sendRate: 500, retryForSeconds: 7 * DAY },
      plan: {
        workers: 100,
        batchSize: 10,
        timeoutSeconds: 103,
        visibilityTimeoutSeconds: 618,
        maxReceiveCount: 999,
        retentionSeconds: 8 * DAY,
      },
    },
  ])('plans for $name', ({ target, plan }) => {
    expect(planDelivery(target)).toEqual({ ...plan, batchWindowSeconds: 0, memoryMegabytes: 256 });
  });

  it('sends a full batch, at a worker’s share of the rate, in at most half the timeout', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const { workers, batchSize, timeoutSeconds } = planDelivery(target);

        const batchSeconds = batchSize / (target.sendRate / workers);

        expect(batchSeconds).toBeLessThanOrEqual(timeoutSeconds / 2);
      }),
    );
  });

  it('reaches the send rate with its batches in flight although each send takes two seconds', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const { workers, batchSize } = planDelivery(target);

        const sendsPerSecond = (workers * batchSize) / 2;

        expect(sendsPerSecond).toBeGreaterThanOrEqual(target.sendRate * (1 - Number.EPSILON));
      }),
    );
  });

  it('hides a received message for six timeouts plus the batch window', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const plan = planDelivery(target);

        expect(plan.visibilityTimeoutSeconds).toBe(6 * plan.timeoutSeconds + plan.batchWindowSeconds);
      }),
    );
  });

  it('covers the horizon with its receives, ten of them to spare', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const { maxReceiveCount, visibilityTimeoutSeconds } = planDelivery(target);

        expect((maxReceiveCount - 10) * visibilityTimeoutSeconds).toBeGreaterThanOrEqual(
          target.retryForSeconds,
        );
      }),
    );
  });

  it('allows no fewer sends at once for a higher rate', () => {
    fc.assert(
      fc.property(sendRates, sendRates, horizons, (one, another, retryForSeconds) => {
        const [lower, higher] = [Math.min(one, another), Math.max(one, another)].map((sendRate) =>
          planDelivery({ sendRate, retryForSeconds }),
        );

        expect(sendsInFlight(higher)).toBeGreaterThanOrEqual(sendsInFlight(lower));
        expect(higher?.workers).toBeGreaterThanOrEqual(lower?.workers ?? Number.NaN);
      }),
    );
  });

  it('keeps a message in the queue for a day more than the horizon, and leaves it six days as a dead letter', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const { retentionSeconds } = planDelivery(target);

        expect(retentionSeconds).toBe(target.retryForSeconds + DAY);
        expect(14 * DAY - retentionSeconds).toBeGreaterThanOrEqual(6 * DAY);
      }),
    );
  });

  it('stays within what AWS takes', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const plan = planDelivery(target);

        expect(Object.values(plan).every(Number.isInteger)).toBe(true);
        expect(plan.workers).toBeGreaterThanOrEqual(2);
        expect(plan.workers).toBeLessThanOrEqual(1000);
        expect(plan.batchSize).toBeGreaterThanOrEqual(1);
        expect(plan.batchSize > 10 ? plan.batchWindowSeconds : 1).toBeGreaterThanOrEqual(1);
        expect(plan.timeoutSeconds).toBeLessThanOrEqual(900);
        expect(plan.visibilityTimeoutSeconds).toBeLessThanOrEqual(43_200);
        expect(plan.maxReceiveCount).toBeGreaterThanOrEqual(5);
        expect(plan.maxReceiveCount).toBeLessThanOrEqual(MAX_RECEIVE_COUNT);
        expect(plan.retentionSeconds).toBeLessThanOrEqual(14 * DAY);
      }),
    );
  });
});

function sendsInFlight(plan: ReturnType<typeof planDelivery> | undefined): number {
  return plan === undefined ? Number.NaN : plan.workers * plan.batchSize;
}
