import { SendMessageBatchCommand, type SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import type { DeadLetter } from '../dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../dead-letters/dead-letter-queue.ts';
import { deleteLetters } from '../dead-letters/delete.ts';

/** A dead letter and the message by which it goes back. */
export interface Outgoing {
  readonly letter: DeadLetter;
  readonly message: Omit<SendMessageBatchRequestEntry, 'Id'>;
}

/** What became of a batch. */
export interface SentBack {
  readonly sent: readonly DeadLetter[];
  /** Those of `sent` that could not be deleted: they are in both queues. */
  readonly notDeleted: readonly DeadLetter[];
  /** What SQS refused, which stays where it is, with SQS's code. */
  readonly refused: readonly { readonly letter: DeadLetter; readonly code: string }[];
}

/**
 * Sends at most ten dead letters to `destinationUrl`, and deletes each only once SQS has confirmed that it is there.
 *
 * @throws Error where the request as a whole failed; then all of them are where they were.
 */
export async function sendBack(
  queue: DeadLetterQueue,
  destinationUrl: string,
  batch: readonly Outgoing[],
): Promise<SentBack> {
  const Entries = batch.map(({ message }, index) => ({ ...message, Id: String(index) }));
  const command = new SendMessageBatchCommand({ QueueUrl: destinationUrl, Entries });
  const { Successful = [], Failed = [] } = await queue.sqs.send(command);
  const sent = Successful.flatMap(({ Id }) => batch[Number(Id)]?.letter ?? []);
  const refused = Failed.flatMap(({ Id, Code = 'unknown' }) => {
    const letter = batch[Number(Id)]?.letter;
    return letter ? [{ letter, code: Code }] : [];
  });
  return { sent, refused, notDeleted: await deleteLetters(queue, sent) };
}
