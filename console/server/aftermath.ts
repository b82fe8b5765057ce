import { stateOf } from '../../contract/history.ts';
import type { TableEntry } from '../../ops/story/table-entry.ts';
import type { ConsoleNotification, NotificationState } from '../api.ts';
import type { NotificationBook } from './notification-book.ts';

/** So many are asked for at one look, the longest known first. */
const MAX_ASKED = 500;

export interface AftermathDeps {
  readonly book: NotificationBook;
  /** What the pipeline's table knows of each. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, TableEntry>>;
}

/** What became of notifications after the emailer's last word of them: a log does not tell what goes as it should. */
export class Aftermath {
  readonly #deps: AftermathDeps;
  /** Those to be asked for, in that order. */
  readonly #due = new Set<string>();
  #isLooking = false;

  constructor(deps: AftermathDeps) {
    this.#deps = deps;
  }

  /** Notes that something became of some: each that is open is asked for, those last that are asked for already. */
  stir(): void {
    for (const id of this.#deps.book.open()) this.#due.add(id);
  }

  /** Notes that one was sent: SES may have told what became of it before its emailer said so. */
  sent(id: string): void {
    this.#due.add(id);
  }

  /** Asks for some of those that are due, and gives those of which something new is known. Those of a look that failed stay due. */
  async look(): Promise<readonly ConsoleNotification[]> {
    const { book, read } = this.#deps;
    const ids = [...this.#due].slice(0, MAX_ASKED);
    if (ids.length === 0 || this.#isLooking) return [];
    this.#isLooking = true;
    try {
      for (const id of ids) this.#due.delete(id);
      const entries = await read(ids);
      return [...entries].flatMap(([id, entry]) => {
        const state = stateIn(entry);
        const at = entry.history.at(-1)?.at ?? new Date().toISOString();
        return (state && book.told(id, { state, at, sesMessageId: sesMessageIdIn(entry) })) ?? [];
      });
    } catch {
      for (const id of ids) this.#due.add(id);
      return [];
    } finally {
      this.#isLooking = false;
    }
  }
}

/** Where a table leaves a notification. */
function stateIn({ record, history }: TableEntry): NotificationState | undefined {
  const told = stateOf(history);
  if (told !== undefined && told !== 'accepted') return told;
  return told === 'accepted' || record?.state === 'sent' ? 'sent' : undefined;
}

function sesMessageIdIn({ record, history }: TableEntry): string | undefined {
  const sent = record?.state === 'sent' ? record.sesMessageId : undefined;
  return sent ?? history.find(({ sesMessageId }) => sesMessageId !== undefined)?.sesMessageId;
}
