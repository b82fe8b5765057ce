import { type HELD, REASONS, RETRIED, type Reason } from '../../contract/reasons.ts';

/** What the emailer told of one reason in one minute. Moments are in milliseconds since the epoch. */
export interface PostponedMinute {
  readonly reason: keyof typeof HELD | keyof typeof RETRIED;
  /** How often something was postponed. */
  readonly count: number;
  /** When the oldest of it had entered the queue. */
  readonly entered: number;
  /** When the first and the last of it are tried again. */
  readonly first: number;
  readonly last: number;
}

/** What lies in the queue until its next attempt, for one reason. */
export interface Postponed {
  /** Whether an operator has to cure the cause, or it passes by itself. */
  readonly kind: 'held' | 'retried';
  readonly reason: Reason;
  /** The reason as a sentence. */
  readonly explanation: string;
  /** About how many. */
  readonly count: number;
  /** When the oldest of it entered the queue. */
  readonly oldest: Date;
  /** By when the next of it is tried, and by when all of it. */
  readonly nextAttempt: Date;
  readonly lastAttempt: Date;
}

/**
 * From this share of what the queue hides on, the rest is what the estimate misses, rather than what workers have in
 * their hands: these are a few batches, each for seconds.
 */
const NEARLY_ALL = 0.75;

/**
 * What is postponed at a moment, by reason, the most first. SQS tells only how many messages it hides; the emailer told
 * of each minute how many it hid, and until when.
 *
 * Laws: what was to be tried by now is not among it; of a reason that is, there is one at least; all together are no
 * more than the queue hides, but for these.
 *
 * @param hidden how many messages the queue hides.
 */
export function postponedAt(minutes: readonly PostponedMinute[], now: number, hidden: number): Postponed[] {
  const live = minutes.filter(({ last }) => last > now);
  const groups = [...Map.groupBy(live, ({ reason }) => reason)].map(([reason, those]) => ({
    reason,
    share: those.reduce((sum, minute) => sum + stillHidden(minute, now), 0),
    oldest: Math.min(...those.map(({ entered }) => entered)),
    nextAttempt: Math.min(...those.map(({ first, last }) => (first > now ? first : last))),
    lastAttempt: Math.max(...those.map(({ last }) => last)),
  }));
  const total = groups.reduce((sum, { share }) => sum + share, 0);
  const scale = total < NEARLY_ALL * hidden ? 1 : hidden / total;
  return groups
    .map(({ reason, share, oldest, nextAttempt, lastAttempt }) => ({
      kind: reason in RETRIED ? ('retried' as const) : ('held' as const),
      reason,
      explanation: REASONS[reason],
      count: Math.max(1, Math.round(share * scale)),
      oldest: new Date(oldest),
      nextAttempt: new Date(nextAttempt),
      lastAttempt: new Date(lastAttempt),
    }))
    .sort((one, other) => other.count - one.count || one.reason.localeCompare(other.reason));
}

/** How many of a minute's are tried later than now, were their attempts spread evenly. */
function stillHidden({ count, first, last }: PostponedMinute, now: number): number {
  return first > now ? count : (count * (last - now)) / (last - first);
}
