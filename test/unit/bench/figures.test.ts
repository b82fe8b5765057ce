import { describe, expect, it } from '@jest/globals';
import { figuresOf } from '../../../bench/figures/figures.ts';
import { anObservation, events } from './an-observation.ts';

const context = { sendRate: 10, isDeliverable: true, scale: 1 };

describe('figuresOf', () => {
  it('takes the share of the quota from the first send to the last', () => {
    const seen = anObservation({ published: events(11), emails: events(11, 200) });

    expect(figuresOf(seen, context)).toMatchObject({ sentPerSecond: 5, quotaShare: 0.5 });
  });

  it('knows no pace of a single email, and no share where SES has no rate', () => {
    expect(figuresOf(anObservation(), context).sentPerSecond).toBeUndefined();
    const seen = anObservation({ published: events(11), emails: events(11, 200) });
    expect(figuresOf(seen, { ...context, sendRate: undefined }).quotaShare).toBeUndefined();
  });

  it('relates throttled sends to all sends, however they ended', () => {
    const ses = { accepted: 6, throttled: 2, failed: 1, refused: 1 };

    expect(figuresOf(anObservation({ ses }), context)).toMatchObject({
      throttled: 2,
      throttledShare: 0.2,
      sesCalls: 10,
    });
  });

  it('measures latency to the first email of each notification that was sent', () => {
    const emails = [
      { id: 'n-0', at: 1_300 },
      { id: 'n-0', at: 1_050 },
    ];
    const seen = anObservation({ published: events(2), emails });

    expect(figuresOf(seen, context)).toMatchObject({ latencyP50: 50, latencyP99: 50 });
  });

  it('tells the time to the dead-letter queue as if nothing had been scaled', () => {
    const seen = anObservation({
      emails: [],
      deadLetters: [{ id: 'n-0', receives: 4 }],
      firstDeadLetterAt: 19_000,
    });

    expect(figuresOf(seen, { ...context, scale: 30 })).toMatchObject({
      secondsToDeadLetter: 540,
      receives: 4,
    });
  });

  it('leaves out what nothing tells', () => {
    const figures = figuresOf(anObservation({ emails: [] }), context);

    expect(figures.latencyP50).toBeUndefined();
    expect(figures.secondsToDeadLetter).toBeUndefined();
    expect(figures.dollarsPerMillion).toBeUndefined();
  });

  it('scales dollars to a million emails that were sent', () => {
    const requests = { sns: { Publish: 4 } };
    const seen = anObservation({ published: events(4), emails: events(2), requests });

    expect(figuresOf(seen, context).dollarsPerMillion).toBeCloseTo(1, 10);
  });
});
