import type { QueueSample } from './queue-sample.ts';

/** A message of fauxqs, as far as it is used here. */
export interface SampledMessage {
  readonly approximateReceiveCount: number;
  /** Milliseconds since the epoch, as are the others. */
  readonly sentTimestamp: number;
  readonly delayUntil?: number | undefined;
}

/** What a queue holds; deadlines are in milliseconds since the epoch. */
export interface QueueContent {
  readonly ready: readonly SampledMessage[];
  readonly delayed: readonly SampledMessage[];
  readonly inflight: readonly { readonly message: SampledMessage; readonly visibilityDeadline: number }[];
}

type Held = Pick<QueueSample, 'visible' | 'notVisible' | 'delayed'>;

/** What a queue holds at `moment` if nothing happens until then but that messages become visible. */
export function heldAt(moment: number, { ready, delayed, inflight }: QueueContent): Held {
  const hidden = inflight.filter(({ visibilityDeadline }) => visibilityDeadline > moment).length;
  const waiting = delayed.filter(({ delayUntil = 0 }) => delayUntil > moment).length;
  const visible = ready.length + inflight.length - hidden + delayed.length - waiting;
  return { visible, notVisible: hidden, delayed: waiting };
}

/** The next moment after `moment` at which a message becomes visible; `Infinity` where none does. */
export function nextShown(moment: number, { delayed, inflight }: QueueContent): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { visibilityDeadline } of inflight) {
    if (visibilityDeadline > moment && visibilityDeadline < next) next = visibilityDeadline;
  }
  for (const { delayUntil = 0 } of delayed) if (delayUntil > moment && delayUntil < next) next = delayUntil;
  return next;
}

/** All messages of a queue. */
export function* messagesOf({ ready, delayed, inflight }: QueueContent): Generator<SampledMessage> {
  yield* ready;
  yield* delayed;
  for (const { message } of inflight) yield message;
}
