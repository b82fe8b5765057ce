import { describe, expect, it } from '@jest/globals';
import { Aftermath } from '../../../../console/server/aftermath.ts';
import type { LogEvent } from '../../../../console/server/log-event.ts';
import { NotificationBook } from '../../../../console/server/notification-book.ts';
import type { HistoryEvent, HistoryKind } from '../../../../contract/history.ts';
import type { TableEntry } from '../../../../ops/story/table-entry.ts';

const AT = Date.parse('2026-11-28T12:00:00Z');

function sent(id: string): LogEvent {
  return {
    ...{ at: AT, functionName: 'emailer', kind: 'sent', id, sesMessageId: `ses-${id}`, attempts: 1 },
    ...{ reason: undefined, error: undefined, delaySeconds: undefined, ageSeconds: 1, told: undefined },
  };
}

function anEntry(...kinds: HistoryKind[]): TableEntry {
  const history = kinds.map(
    (kind, place): HistoryEvent => ({ kind, at: new Date(AT + 1000 * (place + 1)).toISOString() }),
  );
  return { record: { state: 'sent', sesMessageId: 'by-table' }, history, expires: undefined };
}

/** A book of what was sent, and a table that knows what `entries` hold. */
function anAftermath(ids: readonly string[], entries: Record<string, TableEntry> = {}) {
  const book = new NotificationBook();
  for (const id of ids) book.apply(sent(id));
  const asked: string[][] = [];
  const aftermath = new Aftermath({
    book,
    read: async (those) => {
      asked.push([...those]);
      return new Map(those.flatMap((id) => (entries[id] ? [[id, entries[id]] as const] : [])));
    },
  });
  return { aftermath, book, asked };
}

describe('Aftermath', () => {
  it('asks for nothing until it was stirred', async () => {
    const { aftermath, asked } = anAftermath(['a'], { a: anEntry('delivered') });

    expect(await aftermath.look()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('gives what became of each, with the time of it, and each once', async () => {
    const { aftermath } = anAftermath(['a', 'b', 'c'], {
      a: anEntry('accepted', 'delivered'),
      b: anEntry('accepted', 'bounced'),
      c: anEntry('accepted'),
    });

    aftermath.stir();
    const changed = await aftermath.look();
    expect(changed.map(({ id, state, updatedAt }) => [id, state, updatedAt])).toEqual([
      ['a', 'delivered', '2026-11-28T12:00:02.000Z'],
      ['b', 'bounced', '2026-11-28T12:00:02.000Z'],
    ]);
    aftermath.stir();
    expect(await aftermath.look()).toEqual([]);
  });

  it('asks no more for one whose end is known', async () => {
    const { aftermath, asked } = anAftermath(['a', 'b'], { a: anEntry('delivered'), b: anEntry('delayed') });
    aftermath.stir();
    await aftermath.look();

    aftermath.stir();
    await aftermath.look();
    expect(asked).toEqual([['a', 'b'], ['b']]);
  });

  it('asks for one that was sent after it was stirred', async () => {
    const { aftermath, book } = anAftermath([], { a: anEntry('delivered') });
    aftermath.stir();
    book.apply(sent('a'));
    aftermath.sent('a');

    expect((await aftermath.look()).map(({ state }) => state)).toEqual(['delivered']);
  });

  it('asks for all, however many, five hundred at a look', async () => {
    const { aftermath, asked } = anAftermath(Array.from({ length: 1200 }, (_, place) => `${place}`));

    aftermath.stir();
    for (let look = 0; look < 4; look += 1) await aftermath.look();
    expect(asked.map(({ length }) => length)).toEqual([500, 500, 200]);
    expect(new Set(asked.flat()).size).toBe(1200);
  });

  it('asks again where the table did not answer', async () => {
    const book = new NotificationBook();
    book.apply(sent('a'));
    let isDown = true;
    const aftermath = new Aftermath({
      book,
      read: async () => {
        if (isDown) throw new Error('down');
        return new Map([['a', anEntry('delivered')]]);
      },
    });
    aftermath.stir();

    expect(await aftermath.look()).toEqual([]);
    isDown = false;
    expect((await aftermath.look()).map(({ state }) => state)).toEqual(['delivered']);
  });

  it('tells of one that was published here, and of which no log tells, that it was sent', async () => {
    const { aftermath, book } = anAftermath([], { a: anEntry() });
    book.published('a', AT);

    aftermath.stir();
    expect(await aftermath.look()).toMatchObject([{ id: 'a', state: 'sent', sesMessageId: 'by-table' }]);
  });

  it('does not go back where the emailer’s word comes after SES’s', async () => {
    const { aftermath, book } = anAftermath(['a'], { a: anEntry('delivered') });
    aftermath.stir();
    const [delivered] = await aftermath.look();

    expect(book.apply({ ...sent('a'), sesMessageId: delivered?.sesMessageId ?? '' })?.state).toBe(
      'delivered',
    );
    expect(book.apply({ ...sent('a'), sesMessageId: 'another' })?.state).toBe('sent');
  });
});
