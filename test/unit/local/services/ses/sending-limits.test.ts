import { describe, expect, it } from '@jest/globals';
import { SendingLimits } from '../../../../../local/services/ses/sending-limits.ts';

const HOUR = 3_600_000;

function someLimits({ sendRate, dailyQuota }: { sendRate?: number; dailyQuota?: number }) {
  const clock = { now: 0 };
  const limits = new SendingLimits(
    { sendRate, dailyQuota },
    { wall: () => clock.now, monotonic: () => clock.now },
  );
  return { limits, clock };
}

describe('SendingLimits', () => {
  it('tells the quota in words of SES where nothing is limited', () => {
    const { limits } = someLimits({});
    limits.admit(3);

    expect(limits.quota).toEqual({ max24HourSend: -1, maxSendRate: 10_000, sentLast24Hours: 3 });
  });

  it('tells the quota once a second, whoever asks', () => {
    const { limits, clock } = someLimits({ sendRate: 14 });

    expect(limits.tellQuota()).toEqual(limits.quota);
    clock.now += 999;
    expect(() => limits.tellQuota()).toThrow('Rate exceeded');
    clock.now += 1;
    expect(limits.tellQuota()).toEqual(limits.quota);
  });

  it('tells the quota though the clock went back', () => {
    const { limits, clock } = someLimits({});
    limits.tellQuota();
    clock.now -= 60_000;

    expect(limits.tellQuota()).toEqual(limits.quota);
  });

  it('refuses what is over the rate, without counting it', () => {
    const { limits } = someLimits({ sendRate: 1, dailyQuota: 200 });
    limits.admit(1);

    expect(() => limits.admit(1)).toThrow('Maximum sending rate exceeded.');
    expect(limits.quota).toEqual({ max24HourSend: 200, maxSendRate: 1, sentLast24Hours: 1 });
  });

  it('lets the last email of the day through to all its recipients, and none after it', () => {
    const { limits } = someLimits({ dailyQuota: 3 });
    limits.admit(2);
    limits.admit(5);

    expect(() => limits.admit(1)).toThrow('Daily message quota exceeded.');
    expect(limits.quota.sentLast24Hours).toBe(7);
  });

  it('takes nothing from the rate where the daily quota refuses', () => {
    const { limits } = someLimits({ sendRate: 1, dailyQuota: 0 });
    expect(() => limits.admit(1)).toThrow('Daily message quota exceeded.');

    limits.change({ sendRate: 1, dailyQuota: undefined });

    expect(() => limits.admit(1)).not.toThrow();
  });

  it('forgets what was sent longer than 24 hours ago, to the minute', () => {
    const { limits, clock } = someLimits({ dailyQuota: 1 });
    limits.admit(1);

    clock.now = 24 * HOUR;
    expect(() => limits.admit(1)).toThrow('Daily message quota exceeded.');

    clock.now = 24 * HOUR + 60_000;
    limits.admit(1);
    expect(limits.quota.sentLast24Hours).toBe(1);
  });

  it('counts what was sent before it started, as far as it is not too old', () => {
    const { limits, clock } = someLimits({ dailyQuota: 2 });
    clock.now = 100 * HOUR;
    limits.remember(2, 90 * HOUR);
    limits.remember(7, 70 * HOUR);

    expect(limits.quota.sentLast24Hours).toBe(2);
    expect(() => limits.admit(1)).toThrow('Daily message quota exceeded.');
  });
});
