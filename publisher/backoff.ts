/** The longest wait before the second attempt; it doubles with each further one. */
const BASE_MILLISECONDS = 100;

/**
 * How long to wait before trying again: exponential with full jitter, so that publishers throttled together do not
 * come back together.
 *
 * @param attempts how many have failed, 1 or more.
 * @param random from 0 (included) to 1 (not included).
 * @returns milliseconds, less than 100 after one attempt, 200 after two, 400 after three.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMilliseconds(attempts: number, random: number): number {
  return random * BASE_MILLISECONDS * 2 ** (attempts - 1);
}
