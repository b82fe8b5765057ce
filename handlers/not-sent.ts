import type { Failure } from './failure.ts';

/** Why SES is not called, though the notification is one. */
export const NOT_CALLED = {
  expired: { treatment: 'retry', reason: 'expired', error: 'NotAttempted', lostReply: false },
  dailyQuota: {
    treatment: 'hold',
    reason: 'daily-quota',
    error: 'NotAttempted',
    lostReply: false,
    isUnasked: true,
  },
  unsettled: { treatment: 'retry', reason: 'unsettled', error: 'NotAttempted', lostReply: false },
  historyUnknown: {
    treatment: 'retry',
    reason: 'table-unavailable',
    error: 'NotAttempted',
    lostReply: false,
  },
  tooLarge: { treatment: 'reject', reason: 'too-large', error: 'NotAttempted', lostReply: false },
  idReused: { treatment: 'reject', reason: 'id-reused', error: 'NotAttempted', lostReply: false },
} as const satisfies Record<string, Failure>;

/** SES did not accept, or is not called, and what that means is known. */
export class NotSentError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.reason, { cause });
    this.failure = failure;
  }
}
