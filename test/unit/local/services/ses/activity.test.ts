import { describe, expect, it } from '@jest/globals';
import { ActivityMeter } from '../../../../../local/services/ses/activity.ts';

const MINUTE = 60_000;

describe('ActivityMeter', () => {
  it('counts by metric and minute, until that is taken', () => {
    const meter = new ActivityMeter();
    meter.count('Send', MINUTE, 2);
    meter.count('Send', 2 * MINUTE - 1, 1);
    meter.count('Send', 2 * MINUTE, 1);
    meter.count('Bounce', MINUTE, 1);

    expect(meter.take().events).toEqual([
      { metric: 'Send', at: 2 * MINUTE - 1, count: 3 },
      { metric: 'Send', at: 2 * MINUTE, count: 1 },
      { metric: 'Bounce', at: MINUTE, count: 1 },
    ]);
    expect(meter.take()).toEqual({ events: [], reputations: [] });
  });

  it('gives the rates of all that was sent so far, of the account and of each set by itself', () => {
    const meter = new ActivityMeter();
    meter.weigh('sent', 8, 0);
    meter.weigh('sent', 2, 0, 'mail');
    meter.take();

    meter.weigh('bounced', 2, MINUTE);
    meter.weigh('complained', 1, MINUTE, 'mail');

    expect(meter.take().reputations).toEqual([
      { at: MINUTE, configurationSet: undefined, bounceRate: 0.25, complaintRate: 0 },
      { at: MINUTE, configurationSet: 'mail', bounceRate: 0, complaintRate: 0.5 },
    ]);
  });

  it('has no share of nothing', () => {
    const meter = new ActivityMeter();
    meter.weigh('bounced', 1, 0);

    expect(meter.take().reputations).toMatchObject([{ bounceRate: 0, complaintRate: 0 }]);
  });
});
