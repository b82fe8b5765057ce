import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ConsoleNotification } from '../../../../console/api.ts';
import { counted, entered, matching } from '../../../../console/page/notifications-book.ts';
import { aConsoleNotification } from '../../../support/console/a-console-notification.ts';

const some = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 9 })), { maxLength: 40 })
  .map((pairs) =>
    pairs.map(([id, second]) =>
      aConsoleNotification({ id: String(id), publishedAt: `2026-11-28T10:00:0${second}.000Z` }),
    ),
  );

describe('the notifications of the page', () => {
  it('has each id once, as it was told last, the newest first', () => {
    fc.assert(
      fc.property(fc.array(some), (batches) => {
        const all = batches.reduce<readonly ConsoleNotification[]>(
          (known, batch) => entered(known, batch),
          [],
        );
        const last = new Map(batches.flat().map((each) => [each.id, each]));
        expect(new Set(all)).toEqual(new Set(last.values()));
        expect(all).toHaveLength(last.size);
        const times = all.map(({ publishedAt }) => publishedAt ?? '');
        expect(times).toEqual(times.toSorted().reverse());
      }),
    );
  });

  it('keeps the newest where there are too many', () => {
    const batch = [1, 2, 3].map((second) =>
      aConsoleNotification({ id: String(second), publishedAt: `2026-11-28T10:00:0${second}.000Z` }),
    );
    expect(entered([], batch, 2).map(({ id }) => id)).toEqual(['3', '2']);
  });

  it('keeps a row in its place while its state changes', () => {
    const two = entered([], [aConsoleNotification({ id: 'old' }), aConsoleNotification({ id: 'new' })]);
    const later = entered(two, [
      aConsoleNotification({ id: 'old', state: 'sent', updatedAt: '2026-11-28T11:00:00.000Z' }),
    ]);
    expect(later.map(({ id, state }) => [id, state])).toEqual([
      ['new', 'sending'],
      ['old', 'sent'],
    ]);
  });

  it('finds by state, reason and a part of the id in any case, and counts', () => {
    const three = [
      aConsoleNotification({ id: 'Order-1', state: 'dead', reason: 'invalid' }),
      aConsoleNotification({ id: 'order-2', state: 'dead', reason: 'expired' }),
      aConsoleNotification({ id: 'bill-1', state: 'sent' }),
    ];
    const found = (filter: Partial<Parameters<typeof matching>[1]>) =>
      matching(three, { state: '', reason: '', q: '', ...filter }).map(({ id }) => id);
    expect(found({})).toEqual(['Order-1', 'order-2', 'bill-1']);
    expect(found({ state: 'dead', q: 'ORDER' })).toEqual(['Order-1', 'order-2']);
    expect(found({ reason: 'expired' })).toEqual(['order-2']);
    expect(counted(three, ({ state }) => state)).toEqual([
      ['dead', 2],
      ['sent', 1],
    ]);
    expect(counted(three, ({ reason }) => reason)).toHaveLength(2);
  });
});
