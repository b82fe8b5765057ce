import { describe, expect, it } from '@jest/globals';
import type { Picture } from '../../../../../console/api.ts';
import { movementsOf } from '../../../../../console/page/picture/movements.ts';
import { TALL, WIDE } from '../../../../../console/page/picture/places.ts';
import { aPicture } from '../../../../support/console/a-picture.ts';

const queue = { waiting: 0, inFlight: 0, hidden: 0, oldestSeconds: null, postponed: [] };
const ses = { accepted: 0, quota: null, faults: {} };

function moved(before: Partial<Picture>, after: Partial<Picture>): Record<string, number> {
  const movements = movementsOf(aPicture(before), aPicture(after));
  return Object.fromEntries(movements.map(({ arrow, count }) => [arrow, count]));
}

describe('what moves between two looks', () => {
  it('is nothing while nothing changes, and where all was begun anew', () => {
    expect(moved({}, {})).toEqual({});
    expect(moved({ topic: { published: 40 }, ses: { ...ses, accepted: 40 } }, {})).toEqual({});
  });

  it('is nothing of what was not known before', () => {
    const unavailable = { topic: 'SNS does not answer.', ses: 'SES does not answer.' };
    expect(moved({ unavailable }, { topic: { published: 40 }, ses: { ...ses, accepted: 40 } })).toEqual({});
  });

  it('goes from the publisher to the queue, and with what SES accepts on to the inbox', () => {
    expect(moved({}, { topic: { published: 3 }, ses: { ...ses, accepted: 2 } })).toEqual({
      'publisher-topic': 3,
      'topic-queue': 3,
      'queue-emailer': 2,
      'emailer-ses': 2,
      'ses-inbox': 2,
    });
  });

  it('goes aside with what is postponed, given up or not taken by the queue', () => {
    const after = {
      topic: { published: 5 },
      undelivered: { count: 1 },
      queue: { ...queue, hidden: 2 },
      deadLetters: { count: 1, groups: [] },
    };
    expect(moved({}, after)).toEqual({
      'publisher-topic': 5,
      'topic-queue': 4,
      'topic-undelivered': 1,
      'queue-emailer': 3,
      'emailer-postponed': 2,
      'emailer-deadLetters': 1,
    });
    expect(moved({ queue: { ...queue, hidden: 2 } }, {})).toEqual({ 'postponed-queue': 2 });
  });

  it.each([WIDE, TALL])('goes along arrows that are drawn', ({ arrows }) => {
    const all = {
      topic: { published: 9 },
      undelivered: { count: 1 },
      queue: { ...queue, hidden: 2 },
      deadLetters: { count: 1, groups: [] },
      ses: { ...ses, accepted: 1 },
      feedback: { delivered: 1, bounced: 0, complained: 0, delayed: 0, suppressed: 0 },
    };
    const none = { ...all.feedback, delivered: 0 };
    const drawn = arrows.map(({ id }) => id);
    expect(drawn).toEqual(expect.arrayContaining(Object.keys(moved({ feedback: none }, all))));
  });
});
