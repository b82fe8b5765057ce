/** Tokens that rounding may hide: a bucket refilled to 0.9999999999 holds one token. */
const ROUNDING = 1e-9;

/**
 * A token bucket of capacity max(1, rate), full at first and refilled continuously at `rate` tokens a second.
 *
 * As SES does it, a take needs one whole token only, and then takes all it asks for: an email to five recipients
 * goes through at a rate of one a second, and the next five seconds pay for it.
 *
 * Laws, for every span of t seconds in which the rate stays the same: what was taken is at most
 * capacity + rate × t + (the largest single take − 1); so for takes of one token, capacity + rate × t.
 * @see https://github.com/django-ses/django-ses/issues/59 which quotes the announcement of the SES team
 */
export class TokenBucket {
  readonly #nowMilliseconds: () => number;
  #tokensPerSecond: number;
  #tokens: number;
  #filledAt: number;

  /**
   * @param tokensPerSecond above 0; below 1 the bucket still holds one token.
   * @param nowMilliseconds a clock that never goes back.
   */
  constructor(tokensPerSecond: number, nowMilliseconds: () => number) {
    this.#nowMilliseconds = nowMilliseconds;
    this.#tokensPerSecond = tokensPerSecond;
    this.#tokens = this.#capacity;
    this.#filledAt = nowMilliseconds();
  }

  /** Takes `tokens` (1 or more) and says whether it could. A refused take takes nothing. */
  take(tokens: number): boolean {
    this.#refill();
    if (this.#tokens < 1 - ROUNDING) return false;
    this.#tokens -= tokens;
    return true;
  }

  /** From now on refills at another rate. What is in the bucket stays, as far as the new capacity holds it. */
  setRate(tokensPerSecond: number): void {
    this.#refill();
    this.#tokensPerSecond = tokensPerSecond;
  }

  get #capacity(): number {
    return Math.max(1, this.#tokensPerSecond);
  }

  #refill(): void {
    const now = this.#nowMilliseconds();
    const gained = ((now - this.#filledAt) / 1000) * this.#tokensPerSecond;
    this.#tokens = Math.min(this.#capacity, this.#tokens + gained);
    this.#filledAt = now;
  }
}
