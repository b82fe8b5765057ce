const MINUTE_MILLISECONDS = 60_000;
const DAY_MILLISECONDS = 24 * 60 * MINUTE_MILLISECONDS;

/** Counts what happened in the last 24 hours, to the minute. */
export class RollingDay {
  readonly #nowMilliseconds: () => number;
  readonly #countByMinute = new Map<number, number>();

  /** @param nowMilliseconds the time of day, as `Date.now` gives it. */
  constructor(nowMilliseconds: () => number) {
    this.#nowMilliseconds = nowMilliseconds;
  }

  /** Adds `count` at `atMilliseconds`, now unless given. */
  add(count: number, atMilliseconds: number = this.#nowMilliseconds()): void {
    const minute = Math.floor(atMilliseconds / MINUTE_MILLISECONDS);
    this.#countByMinute.set(minute, (this.#countByMinute.get(minute) ?? 0) + count);
  }

  /** The sum of the last 24 hours. */
  get total(): number {
    const oldest = (this.#nowMilliseconds() - DAY_MILLISECONDS) / MINUTE_MILLISECONDS;
    let total = 0;
    for (const [minute, count] of this.#countByMinute) {
      if (minute <= oldest - 1) this.#countByMinute.delete(minute);
      else total += count;
    }
    return total;
  }
}
