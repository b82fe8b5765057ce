import type { NextDue } from '../../clock/jumper.ts';

interface Delayed {
  readonly delayUntil?: number | undefined;
}

/** What a queue of fauxqs holds; deadlines are in milliseconds since the epoch. */
export interface QueueState {
  isFifo(): boolean;
  /** Shows what is due, and tells those who wait for messages. */
  processTimers(): void;
  readonly messages: readonly unknown[];
  readonly delayedMessages: readonly Delayed[];
  readonly inflightMessages: ReadonlyMap<string, { readonly visibilityDeadline: number }>;
  hasAvailableFifoMessages(): boolean;
  readonly fifoDelayed: ReadonlyMap<string, readonly Delayed[]>;
}

/**
 * Messages that become visible within so many milliseconds come at once, as they would to a poller that took that long:
 * a thousand retries with a jitter of a minute are not a thousand jumps.
 */
const TOGETHER_MILLISECONDS = 1_000;

/**
 * When the next messages of these queues become visible: the next one, and those that follow within a second. What is
 * visible now, its poller is about to take.
 */
export function nextDueOf(queues: Iterable<QueueState>): NextDue {
  const moments: number[] = [];
  for (const queue of queues) {
    queue.processTimers();
    if (hasVisible(queue)) return 'now';
    for (const { visibilityDeadline } of queue.inflightMessages.values()) moments.push(visibilityDeadline);
    for (const { delayUntil } of delayed(queue)) if (delayUntil !== undefined) moments.push(delayUntil);
  }
  if (moments.length === 0) return 'never';
  const first = moments.reduce((one, other) => Math.min(one, other));
  return moments.reduce((last, moment) => {
    return moment <= first + TOGETHER_MILLISECONDS ? Math.max(last, moment) : last;
  }, first);
}

function hasVisible(queue: QueueState): boolean {
  return queue.isFifo() ? queue.hasAvailableFifoMessages() : queue.messages.length > 0;
}

function delayed(queue: QueueState): Iterable<Delayed> {
  return queue.isFifo() ? [...queue.fifoDelayed.values()].flat() : queue.delayedMessages;
}
