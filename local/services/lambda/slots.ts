/** At most so many at once; who comes later waits in line. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  readonly #held = new Set<Promise<void>>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Takes a slot as soon as one is free. */
  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Gives a slot back: to the first in line, if any. */
  give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }

  /** Holds a taken slot until `work` ends, however it ends. */
  hold(work: Promise<void>): void {
    const held = work.finally(() => {
      this.give();
      this.#held.delete(held);
    });
    this.#held.add(held);
  }

  /** Resolves once all work that holds a slot has ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#held);
  }
}
