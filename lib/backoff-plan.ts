import { BACKOFF_JITTER } from '../contract/backoff.ts';

/** SQS keeps about 120,000 messages of a queue in flight; an outage may hide this many of them. */
const MAX_IN_FLIGHT = 100_000;

/** Each delay is twice the one before. */
const FACTOR = 2;

/** After a passing failure: soon, then up to a quarter of an hour; AWS's advice for a throttle is up to 10 minutes. */
const RETRY_BASE_SECONDS = 5;
const RETRY_CAP_SECONDS = 15 * 60;

/** After a failure that waits for an operator: SES is asked once a minute at first, then once an hour. */
const HOLD_BASE_SECONDS = 60;
const HOLD_CAP_SECONDS = 60 * 60;

/** One notification of each batch asks SES once more, and is not among those that are held without asking. */
const SHARE_HELD_UNASKED = 0.9;

/** How delays grow from one attempt to the next, in seconds. */
export interface BackoffPlan {
  /** By how much each delay is longer than the one before. */
  readonly factor: number;
  readonly retryBaseSeconds: number;
  readonly retryCapSeconds: number;
  readonly holdBaseSeconds: number;
  readonly holdCapSeconds: number;
  /** The longest delay of what is held without asking SES, since it has just said that it takes nothing. */
  readonly unaskedHoldCapSeconds: number;
  /** Notifications a second that are held so at most. */
  readonly unaskedHoldsPerSecond: number;
}

/**
 * Plans the delays. While nothing can be sent, workers go through the queue at the send rate, and what they hide is in
 * flight: in flight = send rate × delay. So
 *   delay ≤ MAX_IN_FLIGHT / sendRate
 * What is held without asking SES need not go at the send rate: where it goes more slowly, each is tried less often, and
 * the delay is the longest at any send rate:
 *   holdsPerSecond ≤ MAX_IN_FLIGHT / delay
 */
export function planBackoff(maxSendRate: number): BackoffPlan {
  const longestSeconds = Math.floor(MAX_IN_FLIGHT / maxSendRate);
  return {
    factor: FACTOR,
    retryBaseSeconds: RETRY_BASE_SECONDS,
    retryCapSeconds: Math.min(RETRY_CAP_SECONDS, longestSeconds),
    holdBaseSeconds: HOLD_BASE_SECONDS,
    holdCapSeconds: Math.min(HOLD_CAP_SECONDS, longestSeconds),
    unaskedHoldCapSeconds: HOLD_CAP_SECONDS,
    unaskedHoldsPerSecond: Math.min(maxSendRate, (SHARE_HELD_UNASKED * MAX_IN_FLIGHT) / HOLD_CAP_SECONDS),
  };
}

/** How often a notification is received at the most within `seconds`, always after the shortest delay. */
export function receivesWithin(seconds: number, plan: BackoffPlan): number {
  let receives = 1;
  for (let elapsed = 0; elapsed < seconds; receives += 1) elapsed += shortestDelaySeconds(receives, plan);
  return receives;
}

/** The time, in whole seconds, within which a notification is received at most `receives` times. */
export function secondsOfReceives(receives: number, plan: BackoffPlan): number {
  let seconds = 0;
  for (let received = 1; received < receives; received += 1) seconds += shortestDelaySeconds(received, plan);
  return Math.floor(seconds);
}

function shortestDelaySeconds(attempts: number, { factor, retryBaseSeconds, retryCapSeconds }: BackoffPlan) {
  return Math.min(retryCapSeconds, retryBaseSeconds * factor ** (attempts - 1)) * (1 - BACKOFF_JITTER);
}
