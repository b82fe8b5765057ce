/**
 * What is not known of one notification: whether SES has accepted it. A worker that died while it was sending leaves a
 * doubt, and so does a reply that was lost.
 */
export class Doubt {
  #since: number | undefined;
  #isOfOtherContent = false;

  /** The last moment at which SES may have been asked, in milliseconds since the epoch; `undefined` without a doubt. */
  get since(): number | undefined {
    return this.#since;
  }

  /** Whether what may have been sent had other content under the same id. */
  get isOfOtherContent(): boolean {
    return this.#isOfOtherContent;
  }

  /** It was left behind by who tried before. */
  inherit(since: number, isOfOtherContent: boolean): void {
    this.#since = since;
    this.#isOfOtherContent = isOfOtherContent;
  }

  /** The reply to a send of our own was lost. */
  arise(since: number): void {
    this.#since = since;
    this.#isOfOtherContent = false;
  }
}
