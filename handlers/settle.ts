import type { Doubt } from './doubt.ts';
import type { Failure } from './failure.ts';
import type { History } from './history.ts';
import { NOT_CALLED, NotSentError } from './not-sent.ts';
import type { SentEmail } from './once.ts';

/** What settling needs from outside. */
export interface SettlingDeps {
  /** What SES has told of emails; `undefined` where it tells nothing. */
  readonly history: Pick<History, 'acceptedAs' | 'settleSeconds'> | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Settles what is in doubt by what SES has told.
 *
 * @returns the email that SES had accepted; `undefined` where there is no doubt, or SES did not tell in time.
 * @throws NotSentError where it may still tell.
 */
export async function settle(
  id: string,
  doubt: Doubt,
  { history, now }: SettlingDeps,
): Promise<SentEmail | undefined> {
  if (doubt.since === undefined || history === undefined) return undefined;
  const sesMessageId = await history.acceptedAs(id).catch((error: unknown) => {
    throw new NotSentError(NOT_CALLED.historyUnknown, error);
  });
  if (sesMessageId === undefined) {
    const seconds = Math.ceil((doubt.since - now()) / 1000 + history.settleSeconds);
    if (seconds > 0) throw new NotSentError({ ...NOT_CALLED.unsettled, settlesInSeconds: seconds });
    return undefined;
  }
  if (doubt.isOfOtherContent) throw new NotSentError(NOT_CALLED.idReused);
  return { sesMessageId };
}

/** What may have been sent, or another worker may be sending, is not given up before that is known. */
export function judgedOnceSettled(failure: Failure, { history }: SettlingDeps): Failure {
  if (history === undefined) return failure;
  if (failure.lostReply) return { ...failure, settlesInSeconds: history.settleSeconds };
  const { reason } = failure;
  const isUntold = reason === 'in-progress' || reason === 'table-unavailable';
  return isUntold ? { ...failure, isUntold } : failure;
}
