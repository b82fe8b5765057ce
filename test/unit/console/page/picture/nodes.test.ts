import { describe, expect, it } from '@jest/globals';
import { nodesOf } from '../../../../../console/page/picture/nodes.ts';
import { TALL, WIDE } from '../../../../../console/page/picture/places.ts';
import { aPicture } from '../../../../support/console/a-picture.ts';

const NOW = Date.parse('2026-11-28T10:00:00.000Z');

function node(id: string, picture: Parameters<typeof aPicture>[0], local = true) {
  return nodesOf(aPicture(picture), { now: NOW, local }).find((each) => each.id === id);
}

describe('the boxes of the picture', () => {
  it('say what waits, since when, and how it is sent', () => {
    const queue = { waiting: 4012, inFlight: 7, hidden: 3, oldestSeconds: 65, postponed: [] };
    expect(node('queue', { queue })).toMatchObject({
      number: '4,012',
      tone: 'busy',
      words: 'Queue: 4,012 waiting, oldest 1 min 5 s',
    });
    const emailer = { busy: 2, workers: 5, ratePerSecond: 13.6, sendRate: 14 };
    expect(node('emailer', { queue, emailer })).toMatchObject({
      number: '2 / 5',
      words: 'Emailer: 2 of 5 workers busy, 4 in flight, 14 of 14 a second',
    });
  });

  it('say what is tried again, when, and that an operator is needed where one is', () => {
    const postponed = [
      {
        reason: 'throttled',
        explanation: '',
        kind: 'retry',
        count: 2,
        nextAttempt: '2026-11-28T10:00:09.000Z',
      },
      {
        reason: 'account-paused',
        explanation: '',
        kind: 'hold',
        count: 1,
        nextAttempt: '2026-11-28T10:01:00.000Z',
      },
    ] as const;
    const queue = { waiting: 0, inFlight: 3, hidden: 3, oldestSeconds: 9, postponed };
    expect(node('postponed', { queue })).toMatchObject({
      number: '3',
      tone: 'warned',
      words: 'Waiting for a next attempt: 3: 2 throttled, 1 account-paused, next in 9 s',
      to: { view: 'notifications', query: { state: 'held' } },
    });
  });

  it('tell the faults of the local SES, and lead to their levers', () => {
    const ses = { accepted: 7, quota: { sendRate: 14, daily: 200, used: 50 }, faults: { outage: true } };
    expect(node('ses', { ses })).toMatchObject({
      tone: 'bad',
      words: 'SES: 7 accepted, 25 % of the day; down',
      to: { view: 'faults', query: {} },
    });
  });

  it('have a dash, and say so, where nobody knows', () => {
    const parts = ['topic', 'queue', 'emailer', 'ses', 'deadLetters', 'undelivered'];
    const unavailable = Object.fromEntries(parts.map((part) => [part, 'It does not answer.']));
    for (const id of [...parts, 'postponed']) expect(node(id, { unavailable })?.number).toBe('–');
    expect(node('deadLetters', { unavailable })?.words).toBe('Dead letters: not known');
  });

  it('tell how fast is sent also where nobody tells of workers', () => {
    const emailer = { busy: 0, workers: 0, ratePerSecond: 2.5, sendRate: 14 };
    expect(node('emailer', { emailer, unavailable: { emailer: 'No stack tells.' } })).toMatchObject({
      number: '–',
      detail: '2.5 of 14 a second',
      words: 'Emailer: 0 in flight, 2.5 of 14 a second',
    });
  });

  it.each([WIDE, TALL])('are all within the drawing, apart from each other', ({ width, height, places }) => {
    const all = Object.values(places);
    for (const [index, one] of all.entries()) {
      expect(one.x >= 0 && one.y >= 0).toBe(true);
      expect(one.x + one.width <= width && one.y + one.height <= height).toBe(true);
      for (const other of all.slice(index + 1)) {
        const apart =
          one.x + one.width < other.x ||
          other.x + other.width < one.x ||
          one.y + one.height < other.y ||
          other.y + other.height < one.y;
        expect(apart).toBe(true);
      }
    }
  });
});
