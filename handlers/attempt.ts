import { type SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import {
  deserializeNotification,
  InvalidNotificationError,
  type Notification,
} from '../contract/notification.ts';
import { countRecipients } from '../contract/recipients.ts';
import type { AlikeRefusals } from './alike-refusals.ts';
import type { ReadObject } from './attached-files.ts';
import { composeEmail, mayBeLarge } from './compose-email.ts';
import type { Doubt } from './doubt.ts';
import { type Failure, failureOf, NoMessageIdError } from './failure.ts';
import { type Guard, guarded } from './guard.ts';
import type { HoldCircuit } from './hold-circuit.ts';
import { NOT_CALLED, NotSentError } from './not-sent.ts';
import type { Once, SentEmail } from './once.ts';
import type { Origin } from './origin.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import { effectiveId, type Received } from './received.ts';
import type { SendQuota } from './send-quota.ts';
import { judgedOnceSettled, type SettlingDeps, settle } from './settle.ts';
import type { Turns } from './turns.ts';
import { isExpired, type RetryPolicy } from './verdict.ts';

/** What an attempt needs from outside. */
export interface AttemptDeps extends SettlingDeps {
  /** Must not retry by itself: a send whose reply was lost may have been accepted, and SES sends what it accepts. */
  readonly ses: Pick<SESClient, 'send'>;
  readonly origin: Origin;
  readonly guard: Guard;
  readonly readObject: ReadObject;
  /** By which emails that take much memory go one at a time. */
  readonly turns: Pick<Turns, 'take'>;
  readonly policy: RetryPolicy;
  readonly once: Pick<Once, 'send'>;
  readonly pace: Pick<Pace, 'pass' | 'passUnasked' | 'throttled'>;
  readonly circuit: Pick<HoldCircuit, 'open' | 'enter' | 'leave' | 'sent' | 'failed'>;
  readonly refusals: Pick<AlikeRefusals, 'judge' | 'sent'>;
  readonly quota: Pick<SendQuota, 'usedUp'>;
}

/** What one attempt has come to so far. */
interface Progress {
  hasSlot: boolean;
  attemptedAt: number | undefined;
  acceptedAt: number | undefined;
  /** SES had accepted it before. */
  isSettled: boolean;
  isInDoubt: boolean;
}

/** The worker's time does not suffice for another send. */
class OutOfTimeError extends Error {
  readonly slotInMilliseconds: number;

  constructor(slotInMilliseconds: number) {
    super();
    this.slotInMilliseconds = slotInMilliseconds;
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
  const progress: Progress = {
    hasSlot: false,
    attemptedAt: undefined,
    acceptedAt: undefined,
    isSettled: false,
    isInDoubt: false,
  };
  // Past the horizon nothing is sent; but what was sent before is a duplicate, and no dead letter.
  const send = async (doubt: Doubt) => {
    const settled = await settle(attempted.id, doubt, deps);
    progress.isSettled = settled !== undefined;
    if (settled) return settled;
    if (isLate) {
      // What is known of the last attempt is why it is given up.
      progress.attemptedAt = doubt.since;
      throw new NotSentError({ ...NOT_CALLED.expired, error: doubt.error ?? NOT_CALLED.expired.error });
    }
    progress.isInDoubt = doubt.since !== undefined;
    const done = mayBeLarge(email) ? await deps.turns.take() : undefined;
    return sendAtSlot({ email, id: attempted.id, doubt }, latest, progress, deps).finally(done);
  };
  try {
    const { isNew, ...sent } = await deps.once.send(attempted.id, notification, send);
    const { acceptedAt = deps.now(), isSettled, isInDoubt } = progress;
    const { sesMessageId } = sent;
    if (isSettled) return { ...attempted, kind: 'settled', sesMessageId };
    if (!isNew) return { ...attempted, kind: 'duplicate', sesMessageId };
    return { ...attempted, kind: 'sent', acceptedAt, withheld, isInDoubt, ...sent };
  } catch (error) {
    if (error instanceof OutOfTimeError) {
      return { ...attempted, kind: 'returned', slotInMilliseconds: error.slotInMilliseconds };
    }
    const failure = judgedOnceSettled(
      error instanceof NotSentError ? error.failure : failureOf(error, deps.origin.sender.address),
      deps,
    );
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
  { email, id, doubt }: { email: Notification; id: string; doubt: Doubt },
  latest: number,
  progress: Progress,
  { ses, origin, readObject, pace, circuit, refusals, now }: AttemptDeps,
): Promise<SentEmail> {
  // Its files take time, which the slot must not.
  if (now() > latest) throw new OutOfTimeError(1);
  const command = await composeEmail(email, origin, id, readObject);
  const slotInMilliseconds = await pace.pass(latest, countRecipients(email));
  if (slotInMilliseconds > 0) throw new OutOfTimeError(slotInMilliseconds);
  progress.hasSlot = true;
  // It may have been told to another of the batch meanwhile.
  if (circuit.open) throw new NotSentError({ ...circuit.open, isUnasked: true });
  progress.attemptedAt = now();
  try {
    const { MessageId } = await send(ses, command);
    if (MessageId === undefined) throw new NoMessageIdError('SES answered without a message id');
    progress.acceptedAt = now();
    circuit.sent();
    refusals.sent();
    return { sesMessageId: MessageId };
  } catch (error) {
    const failure = refusals.judge(failureOf(error, origin.sender.address), id);
    if (failure.lostReply) doubt.arise(now(), failure.error);
    circuit.failed(failure);
    if (failure.reason === 'throttled') pace.throttled();
    throw new NotSentError(failure, error);
  }
}

/** The client has an overload for each command. */
function send(ses: AttemptDeps['ses'], command: Awaited<ReturnType<typeof composeEmail>>) {
  return command instanceof SendEmailCommand ? ses.send(command) : ses.send(command);
}
