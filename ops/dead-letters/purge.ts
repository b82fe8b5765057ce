import { idOf } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { deleteLetters } from './delete.ts';
import type { ExportFile } from './export.ts';
import { type DeadLetterFilter, matches } from './filter.ts';
import { Leases } from './leases.ts';
import { type Outcome, stateOf } from './outcome.ts';
import { receiveUntilEmpty } from './receive.ts';

/** What to delete. */
export interface PurgeOrder {
  readonly queue: DeadLetterQueue;
  readonly filter: DeadLetterFilter;
  /** SQS's ids of what the plan saw: what nobody saw stays. */
  readonly seen: ReadonlySet<string>;
  /** Takes each dead letter before it is deleted. */
  readonly exportFile: ExportFile;
}

/** What became of a purge; `ids` are of what was deleted. */
export interface PurgeOutcome extends Outcome {
  readonly counts: { readonly deleted: number; readonly notDeleted: number };
}

/**
 * Deletes the dead letters that are meant, each only once it is in the export file and on the disk. Never rejects: a
 * failure ends it, and is told.
 *
 * @param signal ends it once the messages in hand are exported and deleted.
 */
export async function purgeDeadLetters(
  { queue, filter, seen, exportFile }: PurgeOrder,
  signal: AbortSignal,
  onProgress: (deleted: number) => void = () => {},
): Promise<PurgeOutcome> {
  const leases = new Leases(queue.sqs, queue.url);
  const counts = { deleted: 0, notDeleted: 0 };
  const ids: string[] = [];
  let error: Error | undefined;
  try {
    for await (const received of receiveUntilEmpty(queue, leases, { seen: new Set(), signal })) {
      const letters = received.filter((letter) => seen.has(letter.messageId) && matches(letter, filter));
      if (letters.length === 0) continue;
      await exportFile.append(letters);
      const { left, fault } = await deleteLetters(queue, letters);
      const stay = new Set(left);
      for (const letter of letters.filter((each) => !stay.has(each))) {
        leases.drop(letter.messageId);
        ids.push(idOf(letter));
      }
      counts.deleted += letters.length - stay.size;
      counts.notDeleted += stay.size;
      onProgress(counts.deleted);
      if (fault) throw fault;
    }
  } catch (cause) {
    error = cause as Error;
  }
  const notGivenBack = await leases.giveBackAll();
  return { state: stateOf(error, signal), counts, ids, notGivenBack, error };
}
