/**
 * Where SNS has throttled once, no more than this at first: the lowest quota of publishes that a region has.
 * @see https://docs.aws.amazon.com/general/latest/gr/sns.html
 */
const FIRST_LIMIT_PER_SECOND = 300;

/** Each further throttle takes a third of the rate, each request that passes gives a fiftieth back. */
const SLOWER = 1.5;
const FASTER = 0.98;

/** Faster than this, nothing waits. */
const NO_INTERVAL_MILLISECONDS = 0.2;

/** What the rate needs from outside. */
export interface RateDeps {
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * How fast messages are published: as fast as SNS answers, until it throttles; then as fast as it takes them. All requests
 * of one call share it, since they share the topic's quota.
 */
export class PublishRate {
  readonly #deps: RateDeps;
  /** Milliseconds for each message. */
  #interval = 0;
  #next = 0;
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: RateDeps) {
    this.#deps = deps;
  }

  /**
   * Resolves when so many messages may be sent.
   *
   * @returns when that was, for {@link throttled}.
   */
  async turn(messages: number): Promise<number> {
    const now = this.#deps.now();
    const slot = Math.max(now, this.#next);
    this.#next = slot + messages * this.#interval;
    if (slot > now) await this.#deps.pause(slot - now);
    return this.#deps.now();
  }

  /** A request was not throttled. */
  passed(): void {
    const faster = this.#interval * FASTER;
    this.#interval = faster < NO_INTERVAL_MILLISECONDS ? 0 : faster;
  }

  /** A request that was sent at `sentAt` was throttled. Those that were on their way with it say the same once more. */
  throttled(sentAt: number): void {
    if (sentAt < this.#slowedAt) return;
    this.#interval = Math.max(1000 / FIRST_LIMIT_PER_SECOND, this.#interval * SLOWER);
    this.#slowedAt = this.#deps.now();
    this.#next = Math.max(this.#next, this.#slowedAt);
  }
}
