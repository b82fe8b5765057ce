/** What came of something that was done to a dead-letter queue; part of `--json`. */
export interface OutcomeDocument {
  readonly state: 'finished' | 'interrupted' | 'failed';
  /** Messages by what became of them. */
  readonly counts: Readonly<Record<string, number>>;
  /** The effective ids of the notifications that were acted on, where they are known; addresses are masked. */
  readonly ids: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
  /** The audit file. */
  readonly audit: string;
  /** What ended it, in one sentence; `null` where nothing did. */
  readonly error: string | null;
}
