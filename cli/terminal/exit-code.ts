/** How every command ends. */
export const EXIT = {
  done: 0,
  /** The command did what it could, and something failed. */
  failed: 1,
  /** Wrong use or configuration; nothing was done. */
  wrongUse: 2,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

/** Wrong use that is found only after the options were read. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
