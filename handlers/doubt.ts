/** What else is left behind with a doubt. */
interface Inheritance {
  readonly isOfOtherContent?: boolean;
  readonly error?: string | undefined;
}

/**
 * What is not known of one notification: whether SES has accepted it. A worker that died while it was sending leaves a
 * doubt, and so does a reply that was lost.
 */
export class Doubt {
  #since: number | undefined;
  #isOfOtherContent = false;
  #error: string | undefined;

  /** The last moment at which SES may have been asked, in milliseconds since the epoch; `undefined` without a doubt. */
  get since(): number | undefined {
    return this.#since;
  }

  /** Whether what may have been sent had other content under the same id. */
  get isOfOtherContent(): boolean {
    return this.#isOfOtherContent;
  }

  /** The name of the error that stood for the lost reply; `undefined` where a worker died. */
  get error(): string | undefined {
    return this.#error;
  }

  /** It was left behind by who tried before. */
  inherit(since: number, { isOfOtherContent = false, error }: Inheritance = {}): void {
    this.#since = since;
    this.#isOfOtherContent = isOfOtherContent;
    this.#error = error;
  }

  /** The reply to a send of our own was lost. */
  arise(since: number, error: string): void {
    this.#since = since;
    this.#isOfOtherContent = false;
    this.#error = error;
  }
}
