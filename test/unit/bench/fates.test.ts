import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fatesOf } from '../../../bench/figures/fates.ts';
import { anObservation, events } from './an-observation.ts';

const dead = (id: string) => ({ id, receives: 4 });

describe('fatesOf', () => {
  it('tells sent, dead, waiting and lost apart', () => {
    const seen = anObservation({
      published: events(4),
      emails: events(1),
      deadLetters: [dead('n-1')],
      waiting: 1,
    });

    expect(fatesOf(seen, true)).toEqual({
      sent: 1,
      duplicates: 0,
      deadDeliverable: 1,
      deadSent: 0,
      lost: 1,
      waiting: 1,
    });
  });

  it('counts every email after the first of a notification as a duplicate', () => {
    const seen = anObservation({ published: events(2), emails: [...events(2), ...events(2), ...events(1)] });

    expect(fatesOf(seen, true)).toMatchObject({ sent: 2, duplicates: 3, lost: 0 });
  });

  it('counts a dead letter that was sent as such, not as undelivered', () => {
    const seen = anObservation({ deadLetters: [dead('n-0')] });

    expect(fatesOf(seen, true)).toMatchObject({ sent: 1, deadSent: 1, deadDeliverable: 0, lost: 0 });
  });

  it('blames nobody for a dead letter that SES refuses', () => {
    const seen = anObservation({ emails: [], deadLetters: [dead('n-0')] });

    expect(fatesOf(seen, false)).toMatchObject({ deadDeliverable: 0, lost: 0 });
  });

  it('takes a message in a queue for no more than is missing: what was sent may still be hidden', () => {
    expect(fatesOf(anObservation({ waiting: 3 }), true)).toMatchObject({ waiting: 0, lost: 0 });
  });

  it('accounts for every notification', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map((n) => `n-${n}`));
    fc.assert(
      fc.property(some, some, fc.nat(12), (sent, given, waiting) => {
        const emails = sent.map((id) => ({ id, at: 1_000 }));
        const seen = anObservation({
          published: events(10),
          emails,
          deadLetters: given.map(dead),
          waiting,
        });
        const fates = fatesOf(seen, true);
        expect(fates.sent + fates.deadDeliverable + fates.lost + fates.waiting).toBe(10);
      }),
    );
  });
});
