/** How every command ends. */
export const EXIT = {
  /** The command did what it was told, or there was nothing to do. Ctrl-C ends `local`, `console` and `status --watch` so. */
  done: 0,
  /** Something failed, or the answer to a question was no. What could be done is done. */
  failed: 1,
  /** The command line or the configuration is wrong. Nothing was done. */
  wrongUse: 2,
  /** Ctrl-C ended it. It tells what was seen or done until then, and gives back every message that it had hidden. */
  interrupted: 130,
} as const;

/** Wrong use that is found only after the options were read. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
