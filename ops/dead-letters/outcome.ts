/** What became of something that was done to a dead-letter queue. */
export interface Outcome {
  readonly state: 'finished' | 'interrupted' | 'failed';
  /** Messages by what became of them, as in `{ redriven: 4000, refused: 0 }`. */
  readonly counts: Readonly<Record<string, number>>;
  /** The effective ids of the notifications that were acted on, where they are known. */
  readonly ids: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
  /** What ended it, where it failed. */
  readonly error?: Error | undefined;
}

/** How it ended that stops at an error, and at `signal`. */
export function stateOf(error: Error | undefined, signal: AbortSignal): Outcome['state'] {
  if (error) return 'failed';
  return signal.aborted ? 'interrupted' : 'finished';
}
