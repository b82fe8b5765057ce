import { setTimeout as sleep } from 'node:timers/promises';

/** Lets so many messages pass a second, evenly. */
export class SendRate {
  readonly #perSecond: number;
  /** By `performance.now()`. */
  #free = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** How many messages to take at a time: what passes in about half a second. */
  get batchSize(): number {
    return Math.max(1, Math.min(10, Math.round(this.#perSecond / 2)));
  }

  /** Resolves when `count` messages may pass, or when `signal` aborts; says whether they may. */
  async pass(count: number, signal: AbortSignal): Promise<boolean> {
    const now = performance.now();
    const slot = Math.max(now, this.#free);
    this.#free = slot + (count / this.#perSecond) * 1000;
    await sleep(slot - now, undefined, { signal }).catch(() => {});
    return !signal.aborted;
  }
}
