import type { Failure } from './failure.ts';

/** So many holds, and nothing sent between them, are no accident of one notification. */
const HOLDS_TO_OPEN = 3;

/**
 * Stops a worker from calling SES for the rest of a batch once it has answered a few times that an operator must act,
 * and has accepted nothing between. Of the next batch one tries, while the others wait for what comes of it; a sent
 * email forgets it all.
 */
export class HoldCircuit {
  #holdsInARow = 0;
  #last: Failure | undefined;
  /** One may try. */
  #isTrialDue = false;
  #trial: PromiseWithResolvers<void> | undefined;

  /** What SES answered last, where asking again would be in vain; `undefined` while it may be called. */
  get open(): Failure | undefined {
    return this.#holdsInARow >= HOLDS_TO_OPEN && !this.#isTrialDue ? this.#last : undefined;
  }

  /**
   * Asks for leave to call SES. Whoever has it calls {@link leave} at the end, whatever comes of it, so that another
   * tries where SES was not called after all.
   *
   * @returns what SES answered last, where there is none.
   */
  async enter(): Promise<Failure | undefined> {
    while (this.#isTrialDue) {
      if (!this.#trial) {
        this.#trial = Promise.withResolvers();
        return undefined;
      }
      await this.#trial.promise;
    }
    return this.open;
  }

  /** Ends what {@link enter} has begun. */
  leave(): void {
    this.#trial?.resolve();
    this.#trial = undefined;
  }

  /** A new batch: one more call is worth a try. */
  begin(): void {
    this.#isTrialDue = this.#holdsInARow >= HOLDS_TO_OPEN;
  }

  /** SES has accepted an email. */
  sent(): void {
    this.#holdsInARow = 0;
    this.#last = undefined;
    this.#isTrialDue = false;
    this.leave();
  }

  /** SES was called, and did not accept. */
  failed(failure: Failure): void {
    if (failure.treatment === 'hold') {
      this.#holdsInARow += 1;
      this.#last = failure;
    } else if (this.#isTrialDue) {
      // It says nothing of what was in the way; the others need not try one after another.
      this.#holdsInARow = HOLDS_TO_OPEN - 1;
    }
    this.#isTrialDue = false;
    this.leave();
  }
}
