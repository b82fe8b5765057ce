import { BACKOFF_JITTER } from '../contract/backoff.ts';

/** How delays grow from one attempt to the next, in seconds. */
export interface Backoff {
  /** The first delay. */
  readonly baseSeconds: number;
  /** By how much each is longer than the one before. */
  readonly factor: number;
  /** The longest. */
  readonly capSeconds: number;
}

/**
 * The delay before the next attempt: exponential up to the cap, less up to a fifth of it by chance.
 *
 * Laws: from 0.8 of the unjittered delay to all of it, rounded up to whole seconds, which SQS takes; never longer
 * than the cap, itself rounded up; not shorter after more attempts, chance being equal.
 *
 * @param attempts how many have failed, 1 or more.
 * @param random from 0 (included) to 1 (not included).
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffSeconds(attempts: number, random: number, backoff: Backoff): number {
  const { baseSeconds, factor, capSeconds } = backoff;
  const seconds = Math.min(capSeconds, baseSeconds * factor ** (attempts - 1));
  return Math.ceil(seconds * (1 - BACKOFF_JITTER * random));
}
