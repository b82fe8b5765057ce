/**
 * Who looks into a dead-letter queue hides what is in it from others for a moment, so this server's own looks take turns: what
 * somebody asked for waits for a look beside that has begun, and holds off the next.
 */
export class DeadLetterLooks {
  #asked = 0;
  #beside: Promise<unknown> = Promise.resolve();

  /** Does what somebody waits for. */
  async asked<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#asked += 1;
    try {
      await this.#beside;
      return await work();
    } finally {
      this.#asked -= 1;
    }
  }

  /** Looks if nothing that was asked for is under way; else gives `undefined`. */
  async beside<Result>(look: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#asked > 0) return undefined;
    const looking = look();
    this.#beside = looking.catch(() => {});
    return looking;
  }
}
