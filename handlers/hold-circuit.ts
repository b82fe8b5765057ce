import type { Failure } from './failure.ts';

/** So many holds, and nothing sent between them, are no accident of one notification. */
const HOLDS_TO_OPEN = 3;

/**
 * Stops a worker from calling SES for the rest of a batch once it has answered a few times that an operator must act,
 * and has accepted nothing between. The next batch tries once more, and a sent email forgets it all.
 */
export class HoldCircuit {
  #holdsInARow = 0;
  #last: Failure | undefined;

  /** What SES answered last, where asking again would be in vain; `undefined` while it may be called. */
  get open(): Failure | undefined {
    return this.#holdsInARow >= HOLDS_TO_OPEN ? this.#last : undefined;
  }

  /** A new batch: one more call is worth a try. */
  begin(): void {
    this.#holdsInARow = Math.min(this.#holdsInARow, HOLDS_TO_OPEN - 1);
  }

  /** SES has accepted an email. */
  sent(): void {
    this.#holdsInARow = 0;
    this.#last = undefined;
  }

  /** SES was called, and did not accept. */
  failed(failure: Failure): void {
    if (failure.treatment !== 'hold') return;
    this.#holdsInARow += 1;
    this.#last = failure;
  }
}
