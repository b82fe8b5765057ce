import { randomUUID } from 'node:crypto';
import { batchesBySize } from '../dead-letters/batches-by-size.ts';
import { type DeadLetter, idOf } from '../dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../dead-letters/dead-letter-queue.ts';
import { deleteLetters } from '../dead-letters/delete.ts';
import { MAX_ENTRIES } from '../dead-letters/in-batches.ts';
import { Leases } from '../dead-letters/leases.ts';
import { type Outcome, stateOf } from '../dead-letters/outcome.ts';
import { receiveUntilEmpty } from '../dead-letters/receive.ts';
import { Refusals } from '../dead-letters/refusals.ts';
import { sendMessages } from '../dead-letters/send.ts';
import { lettersIn } from './export-file-lines.ts';
import { digestOf, importedMessage } from './imported-message.ts';
import type { Fate, ImportPlan, PlannedLine } from './plan.ts';

/** What to import. */
export interface ImportOrder {
  readonly queue: DeadLetterQueue;
  readonly path: string;
  readonly plan: Pick<ImportPlan, 'lines'>;
}

/** What became of an import; `ids` are of what came into the queue. */
export interface ImportOutcome extends Outcome {
  readonly counts: {
    /** Those that were not there, and those that took the place of what was. */
    readonly imported: number;
    readonly replaced: number;
    /** Refused by SQS; what they were to replace is as it was. */
    readonly refused: number;
    /** Among the `replaced`: their edited form is there, and the old one too. */
    readonly notDeleted: number;
  };
  /** SQS's codes for what it refused, with how many. */
  readonly refusals: Readonly<Record<string, number>>;
}

/**
 * Puts dead letters into the queue, each confirmed by SQS. What one of them replaces is received first, so that nobody else
 * sends it meanwhile, and deleted last. Never rejects: a failure ends it, and is told.
 *
 * @param signal ends it once the messages in hand are settled.
 */
export async function applyImport(
  order: ImportOrder,
  signal: AbortSignal,
  onProgress: (done: number) => void = () => {},
): Promise<ImportOutcome> {
  const importer = new Importer(order, signal, onProgress);
  let error: Error | undefined;
  try {
    await importer.replaceOld();
    await importer.importNew();
  } catch (cause) {
    error = cause as Error;
  }
  return { ...(await importer.end()), state: stateOf(error, signal), error };
}

/** Imports, and keeps the account. */
class Importer {
  readonly #order: ImportOrder;
  readonly #fates: ReadonlyMap<number, PlannedLine>;
  readonly #signal: AbortSignal;
  readonly #onProgress: (done: number) => void;
  readonly #leases: Leases;
  readonly #ids: string[] = [];
  readonly #refusals = new Refusals();
  readonly #counts = { imported: 0, replaced: 0, refused: 0, notDeleted: 0 };

  constructor(order: ImportOrder, signal: AbortSignal, onProgress: (done: number) => void) {
    this.#order = order;
    this.#fates = new Map(order.plan.lines.map((planned) => [planned.line, planned]));
    this.#signal = signal;
    this.#onProgress = onProgress;
    this.#leases = new Leases(order.queue.sqs, order.queue.url);
  }

  /** Puts what was edited in the place of what is in the queue. */
  async replaceOld(): Promise<void> {
    const edited = new Map<string, DeadLetter | undefined>();
    for await (const letter of this.#lettersOf('replace')) edited.set(letter.messageId, letter);
    for await (const { messageId } of this.#lettersOf('delete-old')) edited.set(messageId, undefined);
    if (edited.size === 0) return;
    const options = { seen: new Set<string>(), signal: this.#signal };
    for await (const received of receiveUntilEmpty(this.#order.queue, this.#leases, options)) {
      for (const old of received.filter(({ messageId }) => edited.has(messageId))) {
        const letter = edited.get(old.messageId);
        edited.delete(old.messageId);
        if (letter === undefined || (await this.#send([letter])) > 0) await this.#delete(old);
      }
      if (edited.size === 0) return;
    }
  }

  /** Puts into the queue what is not there. */
  async importNew(): Promise<void> {
    let batch: DeadLetter[] = [];
    for await (const letter of this.#lettersOf('import')) {
      if (this.#signal.aborted) return;
      batch.push(letter);
      if (batch.length < MAX_ENTRIES) continue;
      this.#counts.imported += await this.#send(batch);
      batch = [];
    }
    this.#counts.imported += await this.#send(batch);
  }

  async end(): Promise<Omit<ImportOutcome, 'state' | 'error'>> {
    const notGivenBack = await this.#leases.giveBackAll();
    return {
      counts: this.#counts,
      refusals: this.#refusals.byCode,
      ids: this.#ids,
      notGivenBack,
    };
  }

  /** The dead letters of the file with this fate. @throws Error where the file is no longer the one of the plan. */
  async *#lettersOf(fate: Fate): AsyncGenerator<DeadLetter> {
    const { path, queue } = this.#order;
    for await (const { line, letter } of lettersIn(path, queue.kind)) {
      const planned = this.#fates.get(line);
      if (planned?.fate !== fate) continue;
      if (planned.digest !== digestOf(letter))
        throw new Error(`${path} has changed since it was read: give the same command again.`);
      yield letter;
    }
  }

  /** Gives the number of those that SQS has confirmed. */
  async #send(letters: readonly DeadLetter[]): Promise<number> {
    const { queue } = this.#order;
    let confirmed = 0;
    const outgoing = letters.map((letter) => ({ letter, message: importedMessage(letter) }));
    for (const batch of batchesBySize(outgoing)) {
      const messages = batch.map(({ message }) => ({
        ...message,
        // Never one of before: within five minutes SQS would confirm it and keep nothing.
        ...(queue.url.endsWith('.fifo') && { MessageDeduplicationId: randomUUID() }),
      }));
      const { sent, refused, fault } = await sendMessages(queue.sqs, queue.url, messages);
      for (const index of sent) this.#ids.push(idOf((batch[index] as (typeof batch)[number]).letter));
      this.#refusals.add(refused);
      this.#counts.refused += refused.length;
      confirmed += sent.length;
      this.#onProgress(this.#ids.length);
      if (fault) throw fault;
    }
    return confirmed;
  }

  async #delete(old: DeadLetter): Promise<void> {
    const { left, fault } = await deleteLetters(this.#order.queue, [old]);
    if (left.length === 0) this.#leases.drop(old.messageId);
    this.#counts.replaced += 1;
    this.#counts.notDeleted += left.length;
    if (fault) throw fault;
  }
}
