import { describe, expect, it } from '@jest/globals';
import { idOf } from '../../../../ops/dead-letters/dead-letter.ts';
import { NewestOfGroups } from '../../../../ops/dead-letters/newest.ts';
import { aDeadLetterOf } from '../../../support/messages/a-dead-letter.ts';

describe('NewestOfGroups', () => {
  it('keeps the newest five of each group, newest first, in whatever order they come', () => {
    const newest = new NewestOfGroups();
    for (const n of [3, 9, 1, 7, 5, 8, 2, 6, 4])
      newest.add(aDeadLetterOf(`order-${n}`, { deadLettered: new Date(n).toISOString() }));
    newest.add(aDeadLetterOf('other', { error: 'Throttling', deadLettered: new Date(99).toISOString() }));

    expect(newest.of({ reason: 'message-rejected', error: 'MessageRejected' }).map(idOf)).toEqual([
      ...['order-9', 'order-8', 'order-7', 'order-6', 'order-5'],
    ]);
    expect(newest.of({ reason: 'message-rejected', error: 'Throttling' }).map(idOf)).toEqual(['other']);
    expect(newest.of({ reason: 'expired', error: 'Throttling' })).toEqual([]);
  });
});
