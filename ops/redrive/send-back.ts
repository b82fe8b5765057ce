import { createHash } from 'node:crypto';
import type { DeadLetter } from '../dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../dead-letters/dead-letter-queue.ts';
import { deleteLetters } from '../dead-letters/delete.ts';
import { type OutgoingMessage, sendMessages } from '../dead-letters/send.ts';

/** A dead letter and the message by which it goes back. */
export interface Outgoing {
  readonly letter: DeadLetter;
  readonly message: OutgoingMessage;
}

/** What became of a batch. */
export interface SentBack {
  readonly sent: readonly DeadLetter[];
  /** Those of `sent` that could not be deleted: they are in both queues. */
  readonly notDeleted: readonly DeadLetter[];
  /** What SQS refused, which stays where it is, with SQS's code. */
  readonly refused: readonly { readonly letter: DeadLetter; readonly code: string }[];
  /** What ended it after some were sent, or why SQS deletes nothing, so that what is sent next would be in both queues too. */
  readonly fault?: Error | undefined;
}

/**
 * Sends at most ten dead letters to `destinationUrl`, and deletes each only once SQS has confirmed that it is there.
 *
 * @throws Error where a request failed; then what SQS did not confirm is where it was.
 */
export async function sendBack(
  queue: DeadLetterQueue,
  destinationUrl: string,
  batch: readonly Outgoing[],
): Promise<SentBack> {
  const isFifo = destinationUrl.endsWith('.fifo');
  const messages = batch.map(({ letter, message }) => ({
    ...message,
    ...(isFifo && { MessageDeduplicationId: deduplicationIdOf(letter, message) }),
  }));
  const sending = await sendMessages(queue.sqs, destinationUrl, messages);
  const sent = sending.sent.flatMap((index) => batch[index]?.letter ?? []);
  const refused = sending.refused.flatMap(({ index, code }) => {
    const letter = batch[index]?.letter;
    return letter ? [{ letter, code }] : [];
  });
  const { left, fault } = await deleteLetters(queue, sent);
  return { sent, refused, notDeleted: left, fault: sending.fault ?? fault };
}

/**
 * The deduplication id of a dead letter that goes back to a FIFO queue. Never its first one, nor that of its content:
 * within five minutes of the first send SQS would confirm it and keep nothing, and the dead letter would be deleted.
 * Always the same for the same message, so that one which could not be deleted is not in the destination twice.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
function deduplicationIdOf({ messageId }: DeadLetter, { MessageBody }: OutgoingMessage): string {
  return `redrive-${createHash('sha256').update(`${messageId} ${MessageBody}`).digest('hex')}`;
}
