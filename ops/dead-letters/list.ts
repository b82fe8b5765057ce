import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { type DeadLetterFilter, matches } from './filter.ts';
import { type DeadLetterGroup, DeadLetterGroups } from './groups.ts';
import { type ScanEnd, type ScanOptions, scan } from './scan.ts';
import { SeenNames } from './seen-names.ts';

/** What a listing found, without the dead letters themselves. */
export interface Listing extends ScanEnd {
  readonly groups: readonly DeadLetterGroup[];
  /** Of all that were received. */
  readonly names: SeenNames;
}

/**
 * Lists the dead letters that `filter` means; see {@link scan} for what looking does to a queue.
 *
 * @param found gets each of them; none is kept here.
 */
export async function listDeadLetters(
  queue: DeadLetterQueue,
  filter: DeadLetterFilter,
  options: ScanOptions,
  found: (letter: DeadLetter) => void = () => {},
): Promise<Listing> {
  const groups = new DeadLetterGroups();
  const names = new SeenNames(filter);
  const end = await scan(queue, options, (letter) => {
    names.add(letter);
    if (!matches(letter, filter)) return false;
    groups.add(letter);
    found(letter);
    return true;
  });
  return { ...end, groups: groups.sorted, names };
}

/** Finds the dead letters of notifications, by their effective ids, or those with SQS's ids of messages, in one look. */
export async function findDeadLetters(
  queue: DeadLetterQueue,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ScanEnd & { letters: readonly DeadLetter[] }> {
  const letters: DeadLetter[] = [];
  const end = await listDeadLetters(queue, { ids }, { signal }, (letter) => {
    letters.push(letter);
  });
  return { ...end, letters };
}
