import type { SESClient } from '@aws-sdk/client-ses';
import {
  deserializeNotification,
  InvalidNotificationError,
  type Notification,
} from '../contract/notification.ts';
import { countRecipients } from '../contract/recipients.ts';
import type { AlikeRefusals } from './alike-refusals.ts';
import { type Failure, failureOf, NoMessageIdError } from './failure.ts';
import { type Guard, guarded } from './guard.ts';
import type { HoldCircuit } from './hold-circuit.ts';
import type { Once, SentEmail } from './once.ts';
import type { Origin } from './origin.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import { effectiveId, type Received } from './received.ts';
import { sendEmail } from './send-email.ts';
import type { SendQuota } from './send-quota.ts';
import { isExpired, type RetryPolicy } from './verdict.ts';

/** What an attempt needs from outside. */
export interface AttemptDeps {
  /** Must not retry by itself: a send whose reply was lost may have been accepted, and SES sends what it accepts. */
  readonly ses: Pick<SESClient, 'send'>;
  readonly origin: Origin;
  readonly guard: Guard;
  readonly policy: RetryPolicy;
  readonly once: Pick<Once, 'send'>;
  readonly pace: Pick<Pace, 'pass' | 'passUnasked' | 'throttled'>;
  readonly circuit: Pick<HoldCircuit, 'open' | 'enter' | 'leave' | 'sent' | 'failed'>;
  readonly refusals: Pick<AlikeRefusals, 'judge' | 'sent'>;
  readonly quota: Pick<SendQuota, 'usedUp'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What one attempt has come to so far. */
interface Progress {
  hasSlot: boolean;
  attemptedAt: number | undefined;
  acceptedAt: number | undefined;
}

/** Why SES is not called, though the notification is one. */
const NOT_CALLED = {
  expired: { treatment: 'retry', reason: 'expired', error: 'NotAttempted', lostReply: false },
  dailyQuota: {
    treatment: 'hold',
    reason: 'daily-quota',
    error: 'NotAttempted',
    lostReply: false,
    isUnasked: true,
  },
} as const satisfies Record<string, Failure>;

/** The worker's time does not suffice for another send. */
class OutOfTimeError extends Error {
  readonly slotInMilliseconds: number;

  constructor(slotInMilliseconds: number) {
    super();
    this.slotInMilliseconds = slotInMilliseconds;
  }
}

/** SES did not accept, or is not called, and what that means is known. */
class NotSentError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.reason, { cause });
    this.failure = failure;
  }
}

/**
 * Tries to send one notification, once, at its slot. Never rejects: whatever happens is an outcome.
 *
 * @param latest the last moment at which the send may begin, in milliseconds since the epoch.
 */
export async function attempt(received: Received, latest: number, deps: AttemptDeps): Promise<Outcome> {
  const { notification, invalid } = read(received);
  const attempted = { received, id: effectiveId(received, notification?.id ?? invalid?.notificationId) };
  if (notification === undefined) {
    const failure = failureOf(invalid, deps.origin.sender.address);
    return { ...attempted, kind: 'failed', failure, attemptedAt: undefined, issues: invalid?.issues };
  }
  const { email, withheld } = guarded(notification, deps.guard);
  // Before anything else: what is not sent needs no slot, no record, and no dead letter.
  if (email === undefined) return { ...attempted, kind: 'withheld', withheld };
  const isLate = isExpired((deps.now() - received.enteredAt) / 1000, deps.policy);
  // Asked before the record, which would be written and taken away again at every try.
  const held = isLate ? undefined : await heldUnasked(deps);
  if (held) {
    const slotInMilliseconds = await deps.pace.passUnasked(latest);
    if (slotInMilliseconds > 0) return { ...attempted, kind: 'returned', slotInMilliseconds };
    return { ...attempted, kind: 'failed', failure: held, attemptedAt: undefined };
  }
  const progress: Progress = { hasSlot: false, attemptedAt: undefined, acceptedAt: undefined };
  // Past the horizon nothing is sent; but what was sent before is a duplicate, and no dead letter.
  const send = async () => {
    if (isLate) throw new NotSentError(NOT_CALLED.expired);
    return sendAtSlot(email, attempted.id, latest, progress, deps);
  };
  try {
    const { isNew, ...sent } = await deps.once.send(attempted.id, notification, send);
    const { acceptedAt = deps.now() } = progress;
    return isNew
      ? { ...attempted, kind: 'sent', acceptedAt, withheld, ...sent }
      : { ...attempted, kind: 'duplicate', sesMessageId: sent.sesMessageId };
  } catch (error) {
    if (error instanceof OutOfTimeError) {
      return { ...attempted, kind: 'returned', slotInMilliseconds: error.slotInMilliseconds };
    }
    const failure =
      error instanceof NotSentError ? error.failure : failureOf(error, deps.origin.sender.address);
    // What comes back takes its slot, whatever it failed by; else a worker would churn through the whole queue.
    const needsSlot = failure.treatment !== 'reject' && !isLate && !progress.hasSlot;
    const slotInMilliseconds = needsSlot ? await deps.pace.pass(latest) : 0;
    if (slotInMilliseconds > 0) return { ...attempted, kind: 'returned', slotInMilliseconds };
    return { ...attempted, kind: 'failed', failure, attemptedAt: progress.attemptedAt };
  } finally {
    if (!isLate) deps.circuit.leave();
  }
}

/** Why SES would not take anything at present, as far as is known; `undefined` where it may be asked. */
async function heldUnasked({ quota, circuit }: AttemptDeps): Promise<Failure | undefined> {
  if (quota.usedUp) return NOT_CALLED.dailyQuota;
  const failure = await circuit.enter();
  return failure && { ...failure, isUnasked: true };
}

function read({ body }: Received): { notification?: Notification; invalid?: InvalidNotificationError } {
  try {
    return { notification: deserializeNotification(body) };
  } catch (error) {
    if (error instanceof InvalidNotificationError) return { invalid: error };
    throw error;
  }
}

async function sendAtSlot(
  notification: Notification,
  id: string,
  latest: number,
  progress: Progress,
  { ses, origin, pace, circuit, refusals, now }: AttemptDeps,
): Promise<SentEmail> {
  const slotInMilliseconds = await pace.pass(latest, countRecipients(notification));
  if (slotInMilliseconds > 0) throw new OutOfTimeError(slotInMilliseconds);
  progress.hasSlot = true;
  // It may have been told to another of the batch meanwhile.
  if (circuit.open) throw new NotSentError({ ...circuit.open, isUnasked: true });
  progress.attemptedAt = now();
  try {
    const { MessageId } = await sendEmail(ses, notification, origin, id);
    if (MessageId === undefined) throw new NoMessageIdError('SES answered without a message id');
    progress.acceptedAt = now();
    circuit.sent();
    refusals.sent();
    return { sesMessageId: MessageId };
  } catch (error) {
    const failure = refusals.judge(failureOf(error, origin.sender.address), id);
    circuit.failed(failure);
    if (failure.reason === 'throttled') pace.throttled();
    throw new NotSentError(failure, error);
  }
}
