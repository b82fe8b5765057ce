import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type Postponed, type PostponedMinute, postponedAt } from './postponed.ts';
import { postponedMinutes } from './postponed-minutes.ts';

/** CloudWatch is told once a minute, and each question has its price. */
const KEPT_MILLISECONDS = 60_000;

/** Tells again and again what a queue hides until its next attempt. */
export class PostponedReader {
  readonly #cloudWatch: CloudWatchClient;
  #last: { readonly at: number; readonly minutes: readonly PostponedMinute[] } | undefined;

  constructor(cloudWatch: CloudWatchClient) {
    this.#cloudWatch = cloudWatch;
  }

  /** @param hidden how many messages the queue hides. */
  async read(emailer: string, hidden: number): Promise<Postponed[]> {
    const now = Date.now();
    if (!this.#last || now - this.#last.at >= KEPT_MILLISECONDS)
      this.#last = { at: now, minutes: await postponedMinutes(this.#cloudWatch, emailer) };
    return postponedAt(this.#last.minutes, now, hidden);
  }
}
