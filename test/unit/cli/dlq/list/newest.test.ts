import { describe, expect, it } from '@jest/globals';
import { NewestOfGroups } from '../../../../../cli/dlq/list/newest.ts';
import { aDeadLetter } from '../../dead-letters/a-dead-letter.ts';

describe('NewestOfGroups', () => {
  it('keeps the newest five of each group, newest first, in whatever order they come', () => {
    const newest = new NewestOfGroups();
    for (const n of [3, 9, 1, 7, 5, 8, 2, 6, 4])
      newest.add(aDeadLetter({ id: `order-${n}`, deadLetteredAt: new Date(n) }));
    newest.add(aDeadLetter({ id: 'other', error: 'Throttling', deadLetteredAt: new Date(99) }));

    expect(newest.of({ reason: 'message-rejected', error: 'MessageRejected' }).map(({ id }) => id)).toEqual([
      ...['order-9', 'order-8', 'order-7', 'order-6', 'order-5'],
    ]);
    expect(newest.of({ reason: 'message-rejected', error: 'Throttling' }).map(({ id }) => id)).toEqual([
      'other',
    ]);
    expect(newest.of({ reason: 'expired', error: 'Throttling' })).toEqual([]);
  });
});
