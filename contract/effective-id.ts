import { createHash } from 'node:crypto';

/** What a notification's effective id follows from. */
export interface Identity {
  /** The id in its payload. */
  readonly notificationId: string | undefined;
  /** The id under which it was tried before its redrive. */
  readonly provenId: string | undefined;
  /** SQS's id of the message. */
  readonly messageId: string;
  readonly body: string;
}

/**
 * What makes it this notification and no other: its own id; without one, the id under which it was tried before its
 * redrive; else a digest of payload and SQS message id, which is the same at every receive, and still is once the
 * queue itself has moved the message to its dead-letter queue.
 */
export function effectiveId({ notificationId, provenId, messageId, body }: Identity): string {
  return (
    notificationId ?? provenId ?? createHash('sha256').update(`${messageId}\n${body}`).digest('base64url')
  );
}
