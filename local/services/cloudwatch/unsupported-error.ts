/** Something that CloudWatch has and the local stack does not; the message names it, to stand behind "needs". */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
}
