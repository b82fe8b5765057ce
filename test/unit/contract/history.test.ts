import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  acceptanceIn,
  HISTORY_KINDS,
  type HistoryEvent,
  historyAttribute,
  historyKey,
  historyKeyOfTag,
  readHistory,
  stateOf,
} from '../../../contract/history.ts';
import { notificationTagValue } from '../../../contract/message-tags.ts';

const anyEvent = fc.record(
  {
    kind: fc.constantFrom(...HISTORY_KINDS),
    at: fc.integer({ min: 0, max: 10_000 }).map((at) => new Date(at).toISOString()),
    sesMessageId: fc.constantFrom('ses-1', 'ses-2'),
    recipients: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['kind', 'at'] },
);

function itemOf(events: readonly HistoryEvent[]) {
  return Object.fromEntries(
    events.map((event) => {
      const { name, value } = historyAttribute(event);
      return [name, { S: value }] as const;
    }),
  );
}

const event = (kind: HistoryEvent['kind'], more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  kind,
  at: '2026-05-01T12:00:00.000Z',
  sesMessageId: 'ses-1',
  ...more,
});

describe('the history of a notification', () => {
  it('has a key that SES can tell by the tag of the email, for any id', () => {
    expect(historyKey('order-1')).toBe(historyKeyOfTag('order-1'));
    expect(historyKey('order:1')).toBe(historyKeyOfTag(notificationTagValue('order:1')));
    expect(historyKey('order-1')).not.toBe(historyKey('order-2'));
  });

  it('reads what was written, once each, whatever the order and however often it came', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(fc.nat()), (events, order) => {
        const again = [
          ...events,
          ...order.map((at) => events[at % events.length]).filter((each) => each !== undefined),
        ];
        const shuffled = [...again].reverse();

        expect(stateOf(readHistory(itemOf(shuffled)))).toBe(stateOf(readHistory(itemOf(events))));
        expect(new Set(readHistory(itemOf(shuffled)).map(({ at }) => at))).toEqual(
          new Set(events.map(({ at }) => at)),
        );
      }),
    );
  });

  it('leaves out what it cannot read, and what is no event', () => {
    const item = {
      id: { S: 'history#x' },
      'event:a': { S: '{"kind":"opened"}' },
      'event:b': { S: '{' },
      'event:c': {},
    };

    expect(readHistory(item)).toEqual([]);
    expect(readHistory(undefined)).toEqual([]);
    expect(stateOf([])).toBeUndefined();
  });

  it.each<[HistoryEvent[], HistoryEvent['kind']]>([
    [[event('accepted')], 'accepted'],
    [[event('delayed'), event('accepted')], 'delayed'],
    [[event('delivered'), event('delayed'), event('accepted')], 'delivered'],
    [[event('delivered'), event('bounced')], 'bounced'],
    [[event('complained'), event('delivered')], 'complained'],
    [[event('accepted', { recipients: 2 }), event('delivered', { recipients: 1 })], 'accepted'],
    [
      [
        event('accepted', { recipients: 2 }),
        event('delivered', { recipients: 1 }),
        event('delivered', { recipients: 1, at: '2026-05-01T12:00:01.000Z' }),
      ],
      'delivered',
    ],
    [[event('withheld', { sesMessageId: undefined })], 'withheld'],
  ])('of %j is %s', (events, state) => {
    expect(stateOf(events)).toBe(state);
  });

  it('tells acceptance by anything that SES tells of the email', () => {
    expect(acceptanceIn([event('bounced')])).toMatchObject({ sesMessageId: 'ses-1' });
    expect(acceptanceIn([event('withheld', { sesMessageId: undefined })])).toBeUndefined();
    expect(acceptanceIn([])).toBeUndefined();
  });
});
