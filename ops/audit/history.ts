import type { DeadLetter } from '../dead-letters/dead-letter.ts';
import type { AuditedAction } from './read-audit.ts';

/** What happened to a notification at one moment. */
export interface HistoryEvent {
  /**
   * It was published, entered the queue, was tried for the last time, became a dead letter; or an operator sent it back
   * (`redrive`, `move`), deleted it (`purge`) or put it back (`import`).
   */
  readonly event: 'published' | 'entered' | 'attempted' | 'deadLettered' | AuditedAction['action'];
  /** In ISO 8601. */
  readonly time: string;
  /** Since the event before; `null` for the first. Clocks differ, so it may be negative. */
  readonly afterMilliseconds: number | null;
  /** Who did it, as the audit file knows. */
  readonly principal?: string;
  /** How the operator's command ended. */
  readonly state?: string;
}

/**
 * What is known of a notification's way, oldest first. Evidence tells of the last time through the queue, and of an
 * earlier one only when it was published. When the queue itself gave a message up nobody knows.
 */
export function historyOf(letter: DeadLetter, actions: readonly AuditedAction[]): HistoryEvent[] {
  return inOrder<Moment>([...passageOf(letter), ...actions.map(momentOf)]);
}

type Moment = Omit<HistoryEvent, 'afterMilliseconds'>;

/** What operators did, as a moment of a history. */
export function momentOf({ action, time, principal, state }: AuditedAction): Moment {
  return { event: action, time, principal, state };
}

/** Moments by their time, the oldest first, and how long each is after the one before; without those that are none. */
export function inOrder<Each extends { readonly time: string }>(
  moments: readonly Each[],
): (Each & Pick<HistoryEvent, 'afterMilliseconds'>)[] {
  const known = moments.filter(({ time }) => !Number.isNaN(Date.parse(time)));
  // Sorting is stable: what happened in one millisecond stays in the order of the passage.
  const sorted = known.sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
  return sorted.map((moment, index) => {
    const previous = sorted[index - 1];
    const afterMilliseconds = previous ? Date.parse(moment.time) - Date.parse(previous.time) : null;
    return { ...moment, afterMilliseconds };
  });
}

/** The way of a dead letter. What the emailer did not write tells one moment: when it entered the queue, or could not. */
export function passageOf({ evidence, provenance, queue, sentAt }: DeadLetter): Moment[] {
  const sent = queue === 'undeliveredQueue' ? 'deadLettered' : 'entered';
  const { entered, attempted, deadLettered } = evidence ?? { [sent]: sentAt.toISOString() };
  const moments: readonly [HistoryEvent['event'], string | undefined][] = [
    ['published', provenance.published],
    ['entered', entered],
    ['attempted', attempted],
    ['deadLettered', deadLettered],
  ];
  return moments.flatMap(([event, time]) => (time === undefined ? [] : [{ event, time }]));
}
