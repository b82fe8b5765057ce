/** How long missed slots may be made up for. */
const CATCH_UP_MILLISECONDS = 500;

/** In no such time there are more sends than the pace, rounded up. */
const WINDOW_MILLISECONDS = 1_000;

/** What a throttle leaves of the pace, how soon another one counts, and the least that is left. */
const THROTTLE_FACTOR = 0.7;
const THROTTLE_MEMORY_MILLISECONDS = 1_000;
const LEAST_FACTOR = 0.1;

/** What the pace regains in a second, of its full share. */
const RECOVERY_PER_SECOND = 0.05;

/**
 * Slots of one worker by itself, the moments at which it may send: evenly, as often as its pace allows. They outlive an
 * invocation, so that the next one goes on where the last one stopped.
 *
 * Laws, while the pace stays the same: over any time, one send more than pace × time at most, and what it makes up for;
 * in any second no more sends than the pace, rounded up; slots never go back in time. A throttle slows it to seven
 * tenths, and half a slot or more out of step, since at a few emails a second what throttles is often another worker in
 * step with this one; the pace comes back within a few seconds.
 */
export class OwnSlots {
  #sendsPerSecond: number;
  #factor = 1;
  #factorAt: number;
  #throttledAt = Number.NEGATIVE_INFINITY;
  /** Unknown before the first: a worker begins with no slots to make up for. */
  #nextSlot: number | undefined;
  /** The slots of about the last second, oldest first. */
  #recent: number[] = [];

  /**
   * @param sendsPerSecond the worker's share of the send rate, above 0.
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

  /** Emails a second that it allows at present. */
  paceAt(now: number): number {
    return this.#sendsPerSecond * this.#factorNow(now);
  }

  /**
   * Takes the next slot, and says when it is: `now`, or later.
   *
   * @param latest a slot after this moment is left to others.
   * @returns `undefined` where the next slot comes too late; then none is taken.
   */
  take(now: number, latest = Number.POSITIVE_INFINITY): number | undefined {
    const pace = this.paceAt(now);
    const due = Math.max(this.#nextSlot ?? now, now - CATCH_UP_MILLISECONDS);
    const slot = Math.max(now, due, this.#windowEnd(pace));
    if (slot > latest) return undefined;
    this.#nextSlot = due + 1000 / pace;
    this.#recent.push(slot);
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

  /** When one more send fits into a second of `ceil(pace)` sends. */
  #windowEnd(pace: number): number {
    const sends = Math.ceil(pace);
    if (this.#recent.length > sends) this.#recent = this.#recent.slice(-sends);
    const oldest = this.#recent.length < sends ? undefined : this.#recent[0];
    return oldest === undefined ? Number.NEGATIVE_INFINITY : oldest + WINDOW_MILLISECONDS;
  }
}
