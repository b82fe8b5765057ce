import { batchesBySize } from '../dead-letters/batches-by-size.ts';
import { type DeadLetter, idOf } from '../dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../dead-letters/dead-letter-queue.ts';
import { Leases } from '../dead-letters/leases.ts';
import { type Outcome, stateOf } from '../dead-letters/outcome.ts';
import { receiveUntilEmpty } from '../dead-letters/receive.ts';
import { Refusals } from '../dead-letters/refusals.ts';
import { isInScope, type RedriveScope } from './scope.ts';
import { type RedriveRequest, select } from './selection.ts';
import { type Outgoing, sendBack } from './send-back.ts';
import type { SendRate } from './send-rate.ts';

/** From this many messages a second on, one after another takes too long. */
const RATE_PER_MOVER = 25;
const MAX_MOVERS = 8;

/** What to redrive, and how. */
export interface RedriveOrder {
  readonly queue: DeadLetterQueue;
  /** The queue to which they go. */
  readonly destinationUrl: string;
  readonly request: RedriveRequest;
  /** As the plan has it: what arrived later stays, so that what fails again is not sent again and again. */
  readonly scope: RedriveScope;
  /** Messages a second at most. */
  readonly rate: number;
}

/** What became of a redrive; `ids` are of what was redriven. */
export interface RedriveOutcome extends Outcome {
  readonly counts: {
    readonly redriven: number;
    /** Refused by SQS; they stay in the dead-letter queue. */
    readonly refused: number;
    /** Sent, but still in the dead-letter queue too; sent once more, they are known as duplicates. */
    readonly notDeleted: number;
    /** The patch makes no notification of them; they stay. */
    readonly unpatchable: number;
  };
  /** SQS's codes for what it refused, with how many. */
  readonly refusals: Readonly<Record<string, number>>;
}

/**
 * Redrives dead letters: sends, waits for SQS to confirm, then deletes. What it does not redrive is given back when it
 * ends. Never rejects: a failure ends it, is told, and leaves everything where it was or where it was confirmed to be.
 *
 * @param signal ends it once the messages in hand are sent and deleted.
 * @param onProgress hears of how many were redriven so far.
 */
export async function applyRedrive(
  order: RedriveOrder,
  sendRate: SendRate,
  signal: AbortSignal,
  onProgress: (redriven: number) => void = () => {},
): Promise<RedriveOutcome> {
  const failure = new AbortController();
  const mover = new Mover(order, sendRate, AbortSignal.any([signal, failure.signal]), onProgress);
  const movers = Math.max(1, Math.min(MAX_MOVERS, Math.ceil(order.rate / RATE_PER_MOVER)));
  const moves = Array.from({ length: movers }, () =>
    mover.move().catch((error: Error) => failure.abort(error)),
  );
  await Promise.all(moves);
  const error = failure.signal.aborted ? (failure.signal.reason as Error) : undefined;
  return { state: stateOf(error, signal), ...(await mover.end()), error };
}

/** Moves messages, several at a time, and keeps the account. */
class Mover {
  readonly #order: RedriveOrder;
  readonly #sendRate: SendRate;
  readonly #signal: AbortSignal;
  readonly #onProgress: (redriven: number) => void;
  readonly #leases: Leases;
  readonly #seen = new Set<string>();
  readonly #ids: string[] = [];
  readonly #refusals = new Refusals();
  readonly #counts = { redriven: 0, refused: 0, notDeleted: 0, unpatchable: 0 };

  constructor(
    order: RedriveOrder,
    sendRate: SendRate,
    signal: AbortSignal,
    onProgress: (redriven: number) => void,
  ) {
    this.#order = order;
    this.#sendRate = sendRate;
    this.#signal = signal;
    this.#onProgress = onProgress;
    this.#leases = new Leases(order.queue.sqs, order.queue.url);
  }

  /** Moves until the queue has nothing more to move, or until the signal. */
  async move(): Promise<void> {
    const { queue } = this.#order;
    const options = { seen: this.#seen, signal: this.#signal, count: this.#sendRate.batchSize };
    for await (const letters of receiveUntilEmpty(queue, this.#leases, options)) {
      const outgoing = letters.flatMap((letter) => this.#outgoing(letter));
      for (const batch of batchesBySize(outgoing)) await this.#send(batch);
    }
  }

  async end(): Promise<Omit<RedriveOutcome, 'state' | 'error'>> {
    const notGivenBack = await this.#leases.giveBackAll();
    return {
      counts: this.#counts,
      refusals: this.#refusals.byCode,
      ids: this.#ids,
      notGivenBack,
    };
  }

  #outgoing(letter: DeadLetter): Outgoing[] {
    const { request, scope } = this.#order;
    if (!isInScope(letter, scope)) return [];
    const selected = select(letter, request);
    if (selected.kind === 'unpatchable') this.#counts.unpatchable += 1;
    return selected.kind === 'redrive' ? [{ letter, message: selected.message }] : [];
  }

  async #send(batch: readonly Outgoing[]): Promise<void> {
    if (!(await this.#sendRate.pass(batch.length, this.#signal))) return;
    const { queue, destinationUrl } = this.#order;
    const { sent, refused, notDeleted, fault } = await sendBack(queue, destinationUrl, batch);
    const stays = new Set(notDeleted);
    for (const letter of sent) {
      this.#ids.push(idOf(letter));
      if (!stays.has(letter)) this.#leases.drop(letter.messageId);
    }
    this.#refusals.add(refused);
    this.#counts.redriven += sent.length;
    this.#counts.refused += refused.length;
    this.#counts.notDeleted += notDeleted.length;
    this.#onProgress(this.#counts.redriven);
    if (fault) throw fault;
  }
}
