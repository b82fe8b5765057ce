/** A value that a template leaves to its deployment, and that nobody has given. */
export class MissingValueError extends Error {
  override readonly name = 'MissingValueError';
  /** By which name it is given. */
  readonly key: string;
  /** What it is the value of, in words. */
  readonly what: string;

  constructor(key: string, what: string) {
    super(`${what} has no value: give it with --parameter ${key}=VALUE`);
    this.key = key;
    this.what = what;
  }
}
