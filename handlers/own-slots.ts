/** How long missed slots may be made up for. */
const CATCH_UP_MILLISECONDS = 500;

/** An email leaves only where there were fewer recipients in such a time than the pace, rounded up. */
const WINDOW_MILLISECONDS = 1_000;

/** What a throttle leaves of the pace, how soon another one counts, and the least that is left. */
const THROTTLE_FACTOR = 0.7;
const THROTTLE_MEMORY_MILLISECONDS = 1_000;
const LEAST_FACTOR = 0.1;

/** What the pace regains in a second, of its full share. */
const RECOVERY_PER_SECOND = 0.05;

/**
 * Slots of one worker by itself, the moments at which it may send: evenly, as often as its pace allows. They outlive an
 * invocation, so that the next one goes on where the last one stopped. SES counts recipients, so an email to several takes
 * as many slots: it goes at the first, and the next one waits for all of them.
 *
 * Laws, while the pace stays the same: over any time, one email more than pace × time at most, and what it makes up for;
 * in any second no more recipients than the pace, rounded up, before the last email; slots never go back in
 * time. A throttle slows it to seven tenths, and half a slot or more out of step, since at a few emails a second what throttles is often another worker in
 * step with this one; the pace comes back within a few seconds.
 */
export class OwnSlots {
  #sendsPerSecond: number;
  #factor = 1;
  #factorAt: number;
  #throttledAt = Number.NEGATIVE_INFINITY;
  /** Unknown before the first: a worker begins with no slots to make up for. */
  #nextSlot: number | undefined;
  /** The slots of about the last second, oldest first, one for each recipient. */
  #recent: number[] = [];

  /**
   * @param sendsPerSecond the worker's share of the send rate in recipients, above 0.
   * @param now milliseconds since the epoch.
   */
  constructor(sendsPerSecond: number, now: number) {
    this.#sendsPerSecond = sendsPerSecond;
    this.#factorAt = now;
  }

  /** From now on follows another share of the send rate. */
  setShare(sendsPerSecond: number): void {
    this.#sendsPerSecond = sendsPerSecond;
  }

  /** Recipients a second that it allows at present. */
  paceAt(now: number): number {
    return this.#sendsPerSecond * this.#factorNow(now);
  }

  /**
   * Takes the next slot for an email to so many recipients, and says when it is: `now`, or later. A slot after `latest` is
   * left to others.
   */
  take(now: number, latest = Number.POSITIVE_INFINITY, recipients = 1): number {
    const pace = this.paceAt(now);
    const due = Math.max(this.#nextSlot ?? now, now - CATCH_UP_MILLISECONDS);
    const slot = Math.max(now, due, this.#windowEnd(pace));
    if (slot > latest) return slot;
    // A throttle slows sends; what the recipients of one cost, it does not change.
    this.#nextSlot = due + 1000 / pace + ((recipients - 1) * 1000) / this.#sendsPerSecond;
    this.#recent.push(...new Array(recipients).fill(slot));
    return slot;
  }

  /**
   * Slows down after a throttle; further ones within a second tell nothing new.
   *
   * @param random from 0 (included) to 1 (not included).
   */
  throttled(now: number, random: number): void {
    if (now - this.#throttledAt < THROTTLE_MEMORY_MILLISECONDS) return;
    this.#factor = Math.max(LEAST_FACTOR, this.#factorNow(now) * THROTTLE_FACTOR);
    this.#factorAt = now;
    this.#throttledAt = now;
    this.#nextSlot = Math.max(this.#nextSlot ?? now, now) + ((0.5 + random) * 1000) / this.paceAt(now);
  }

  #factorNow(now: number): number {
    const recovered = ((now - this.#factorAt) / 1000) * RECOVERY_PER_SECOND;
    return Math.min(1, this.#factor + Math.max(0, recovered));
  }

  /** When one more send fits into a second of `ceil(pace)` recipients. */
  #windowEnd(pace: number): number {
    const recipients = Math.ceil(pace);
    if (this.#recent.length > recipients) this.#recent = this.#recent.slice(-recipients);
    const oldest = this.#recent.length < recipients ? undefined : this.#recent[0];
    return oldest === undefined ? Number.NEGATIVE_INFINITY : oldest + WINDOW_MILLISECONDS;
  }
}
