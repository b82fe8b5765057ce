import type { NextDue } from '../clock/skip-waiting.ts';

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

/** When the next message of these queues becomes visible. What is visible now, its poller is about to take. */
export function nextDueOf(queues: Iterable<QueueState>): NextDue {
  let next = Number.POSITIVE_INFINITY;
  for (const queue of queues) {
    queue.processTimers();
    if (hasVisible(queue)) return 'now';
    for (const { visibilityDeadline } of queue.inflightMessages.values()) {
      next = Math.min(next, visibilityDeadline);
    }
    for (const { delayUntil } of delayed(queue)) next = Math.min(next, delayUntil ?? next);
  }
  return next === Number.POSITIVE_INFINITY ? 'never' : next;
}

function hasVisible(queue: QueueState): boolean {
  return queue.isFifo() ? queue.hasAvailableFifoMessages() : queue.messages.length > 0;
}

function delayed(queue: QueueState): Iterable<Delayed> {
  return queue.isFifo() ? [...queue.fifoDelayed.values()].flat() : queue.delayedMessages;
}
