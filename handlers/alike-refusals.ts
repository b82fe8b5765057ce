import { createHash } from 'node:crypto';
import type { Failure } from './failure.ts';

/** So many notifications refused in the same words, and nothing sent between them, are no accident of one. */
const ALIKE_TO_HOLD = 3;

/**
 * Tells a refusal of one notification from one of the account or the sender, for which SES has the same names, where
 * nobody knows its words.
 *
 * Laws: the same words of three different notifications in a row, and nothing sent between, make each such refusal a
 * hold from the third on, until an email is sent; what another worker has found out so, makes it one from the first on.
 * Refusals in known words, and failures that are none, are what they are, however many, and neither count nor end a row.
 */
export class AlikeRefusals {
  #words: string | undefined;
  #learned: string | undefined;
  readonly #ids = new Set<string>();

  /** What a failure is, given those before it. @param id of the notification that met it. */
  judge(failure: Failure, id: string): Failure {
    const { unknownWords, ...known } = failure;
    if (unknownWords === undefined) return failure;
    const words = digestOf(unknownWords);
    if (words !== this.#words) this.#begin(words);
    if (this.#ids.size < ALIKE_TO_HOLD) this.#ids.add(id);
    if (this.#ids.size < ALIKE_TO_HOLD && words !== this.#learned) return failure;
    return { ...known, treatment: 'hold', reason: 'refused-alike' };
  }

  /** A digest of the words that are a hold; `undefined` where none are. */
  get held(): string | undefined {
    return this.#ids.size === ALIKE_TO_HOLD ? this.#words : this.#learned;
  }

  /** Another worker has found out that these words are a hold. @param held as its {@link held}. */
  learn(held: string | undefined): void {
    this.#learned = held;
  }

  /** SES has accepted an email. */
  sent(): void {
    this.#begin(undefined);
    this.#learned = undefined;
  }

  #begin(words: string | undefined): void {
    this.#words = words;
    this.#ids.clear();
  }
}

/** No more than a digest is kept, since words may hold what nobody thought of. */
function digestOf(words: string): string {
  return createHash('sha256').update(words).digest('base64');
}
