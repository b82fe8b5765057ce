import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { depthOf, type QueueDepth } from './depth.ts';
import { Leases, MAX_HELD } from './leases.ts';
import { receiveUntilEmpty } from './receive.ts';

/** Receivers at work at once. */
const RECEIVERS = 4;

export interface ScanOptions {
  /** Ends the scan early; what was received is given back all the same. */
  readonly signal: AbortSignal;
  /** Ends the scan after so many visits that returned `true`. @default no limit */
  readonly limit?: number | undefined;
}

/** What a scan may have missed, and what it left hidden. */
export interface Coverage {
  /** Why this is not all that is in the queue, as sentences; empty where it is, as far as SQS tells. */
  readonly partial: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
}

/** How a scan ended. */
export interface ScanEnd extends Coverage {
  /** Different messages that were received. */
  readonly received: number;
  /** SQS's ids of these: an apply that follows a plan is bound by them. */
  readonly seen: ReadonlySet<string>;
  /** Visits that returned `true`. */
  readonly matching: number;
}

/**
 * Looks at every message of a dead-letter queue once, and gives all back. Looking hides messages for a moment and
 * raises their receive counts: SQS has no other way.
 *
 * @param visit says whether the message counts as matching.
 */
export async function scan(
  queue: DeadLetterQueue,
  { signal, limit = Number.POSITIVE_INFINITY }: ScanOptions,
  visit: (letter: DeadLetter) => boolean,
): Promise<ScanEnd> {
  const before = await depthOf(queue.sqs, queue.url);
  const leases = new Leases(queue.sqs, queue.url);
  const seen = new Set<string>();
  const enough = new AbortController();
  const failure = new AbortController();
  const ending = AbortSignal.any([signal, enough.signal, failure.signal]);
  let matching = 0;
  const receiver = async () => {
    for await (const letters of receiveUntilEmpty(queue, leases, { seen, signal: ending })) {
      for (const letter of letters) {
        if (matching < limit && visit(letter)) matching += 1;
      }
      if (matching >= limit) enough.abort();
    }
  };
  let held = 0;
  let notGivenBack = 0;
  try {
    await allOrFailure(Array.from({ length: RECEIVERS }, receiver), failure);
  } finally {
    held = leases.count;
    notGivenBack = await leases.giveBackAll();
  }
  const partial = partiality({ before, received: seen.size, held, signal, isLimited: enough.signal.aborted });
  return { received: seen.size, seen, matching, partial, notGivenBack };
}

/** Waits for all even if one fails: what is received after everything was given back would stay hidden. */
async function allOrFailure(receivers: readonly Promise<void>[], failure: AbortController): Promise<void> {
  for (const receiver of receivers) receiver.catch(() => failure.abort());
  const results = await Promise.allSettled(receivers);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

function partiality(scanned: {
  before: QueueDepth;
  received: number;
  held: number;
  signal: AbortSignal;
  isLimited: boolean;
}): string[] {
  const { before, received, held, signal, isLimited } = scanned;
  const isFull = held >= MAX_HELD;
  const endedEarly = signal.aborted || isLimited || isFull;
  return [
    ...(signal.aborted ? ['It was interrupted.'] : []),
    ...(isLimited ? ['The limit was reached.'] : []),
    ...(isFull ? [`SQS hides no more than ${MAX_HELD} messages at once.`] : []),
    ...(before.inFlight > 0 ? [`${before.inFlight} more are hidden by another reader for now.`] : []),
    ...(!endedEarly && before.visible > received
      ? [`SQS counted ${before.visible}, and gave ${received}.`]
      : []),
  ];
}
