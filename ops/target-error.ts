/** The command's user must choose, or chose what is not there or cannot be read. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}
