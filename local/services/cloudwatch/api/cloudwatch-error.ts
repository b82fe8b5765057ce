/** An error as CloudWatch tells it to its caller. */
export class CloudWatchError extends Error {
  override readonly name = 'CloudWatchError';
  readonly code: string;

  /** @param code CloudWatch's own word for the error. */
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
