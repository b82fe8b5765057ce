import type { Reason } from '../contract/reasons.ts';
import { type Backoff, backoffSeconds } from './backoff.ts';
import type { Failure } from './failure.ts';

/** What happens to a notification that was not sent. */
export type Verdict =
  /** To the dead-letter queue at once: it can never be sent. */
  | { readonly kind: 'reject'; readonly reason: Reason }
  /** To the dead-letter queue: the retry horizon has ended. */
  | { readonly kind: 'expire'; readonly reason: 'expired' }
  /** Back to the queue: it may be sent later, or, held, once an operator has cured something. */
  | { readonly kind: 'retry' | 'hold'; readonly reason: Reason; readonly delaySeconds: number };

/** What makes it a dead letter. */
export type GivenUp = Extract<Verdict, { kind: 'reject' | 'expire' }>;

/** How long notifications are retried, and after which delays; the delivery plan decides it. */
export interface RetryPolicy {
  /** The retry horizon. */
  readonly retryForSeconds: number;
  readonly retry: Backoff;
  readonly hold: Backoff;
  /** Of what is held without asking SES. */
  readonly unaskedHold: Backoff;
}

/** Where a notification stands. */
export interface Circumstances {
  /** Seconds since it entered the queue. */
  readonly ageSeconds: number;
  /** How often it was received, this time included. */
  readonly attempts: number;
  /** From 0 (included) to 1 (not included). */
  readonly random: number;
}

/** How long before the end of the horizon the last attempt is due, so that its own error is the one that is kept. */
const LAST_ATTEMPT_SECONDS = 10;

/** Whether the horizon of a notification has ended. */
export function isExpired(ageSeconds: number, { retryForSeconds }: RetryPolicy): boolean {
  return ageSeconds >= retryForSeconds;
}

/**
 * Judges a failed attempt.
 *
 * Laws: past the horizon everything expires, whatever it failed by; before it a reject stays one, and a retry and a
 * hold have a delay of at least a second, no longer than their cap, that ends within the horizon. The attempt that
 * would come after the horizon comes just before its end instead, and when there is no time left for that, it expires.
 * What may have been sent comes back once that is known, not sooner, and even past the horizon: none becomes a dead
 * letter that was sent.
 */
export function judge(failure: Failure, circumstances: Circumstances, policy: RetryPolicy): Verdict {
  const { ageSeconds, attempts, random } = circumstances;
  const { treatment, reason, isUnasked, settlesInSeconds, isUntold = false } = failure;
  const mayExpire = settlesInSeconds === undefined && !isUntold;
  if (mayExpire && isExpired(ageSeconds, policy)) return { kind: 'expire', reason: 'expired' };
  if (treatment === 'reject') return { kind: 'reject', reason };
  const remainingSeconds = Math.floor(policy.retryForSeconds - ageSeconds - LAST_ATTEMPT_SECONDS);
  if (mayExpire && remainingSeconds < 1) return { kind: 'expire', reason: 'expired' };
  const backoff = treatment === 'hold' && isUnasked ? policy.unaskedHold : policy[treatment];
  const wanted = backoffSeconds(attempts, random, backoff);
  // Past the horizon a record is asked for as patiently as before.
  const withinHorizon = isUntold && remainingSeconds < 1 ? wanted : Math.min(wanted, remainingSeconds);
  return { kind: treatment, reason, delaySeconds: Math.max(withinHorizon, settlesInSeconds ?? 1) };
}
