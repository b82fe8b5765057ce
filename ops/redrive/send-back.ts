import { createHash } from 'node:crypto';
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
  /** Why SQS deletes nothing, so that what is sent next would be in both queues too. */
  readonly fault?: Error | undefined;
}

/**
 * Errors by which SQS refuses a whole request for what one message of it holds.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
const REFUSED_FOR_CONTENT = /^(BatchRequestTooLong|InvalidMessageContents|InvalidParameterValue)$/;

/**
 * Sends at most ten dead letters to `destinationUrl`, and deletes each only once SQS has confirmed that it is there.
 * Where SQS refuses all of them for one's sake, each is sent by itself, so that the others do not stay for it.
 *
 * @throws Error where the request as a whole failed; then all of them are where they were.
 */
export async function sendBack(
  queue: DeadLetterQueue,
  destinationUrl: string,
  batch: readonly Outgoing[],
): Promise<SentBack> {
  try {
    const { sent, refused } = await send(queue, destinationUrl, batch);
    const { left, fault } = await deleteLetters(queue, sent);
    return { sent, refused, notDeleted: left, fault };
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === undefined || !REFUSED_FOR_CONTENT.test(code)) throw error;
    if (batch.length > 1) return oneByOne(queue, destinationUrl, batch);
    return { sent: [], refused: batch.map(({ letter }) => ({ letter, code })), notDeleted: [] };
  }
}

async function send(
  { sqs }: DeadLetterQueue,
  QueueUrl: string,
  batch: readonly Outgoing[],
): Promise<Pick<SentBack, 'sent' | 'refused'>> {
  const Entries = batch.map(({ letter, message }, index) => ({
    ...message,
    ...(QueueUrl.endsWith('.fifo') && { MessageDeduplicationId: deduplicationIdOf(letter, message) }),
    Id: String(index),
  }));
  const { Successful = [], Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const sent = Successful.flatMap(({ Id }) => batch[Number(Id)]?.letter ?? []);
  const refused = Failed.flatMap(({ Id, Code }) => {
    const letter = batch[Number(Id)]?.letter;
    // The API requires a code of each.
    return letter ? [{ letter, code: Code as string }] : [];
  });
  return { sent, refused };
}

/**
 * The deduplication id of a dead letter that goes back to a FIFO queue. Never its first one, nor that of its content:
 * within five minutes of the first send SQS would confirm it and keep nothing, and the dead letter would be deleted.
 * Always the same for the same message, so that one which could not be deleted is not in the destination twice.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
function deduplicationIdOf({ messageId }: DeadLetter, { MessageBody }: Outgoing['message']): string {
  return `redrive-${createHash('sha256').update(`${messageId} ${MessageBody}`).digest('hex')}`;
}

async function oneByOne(
  queue: DeadLetterQueue,
  destinationUrl: string,
  batch: readonly Outgoing[],
): Promise<SentBack> {
  const parts: SentBack[] = [];
  for (const outgoing of batch) {
    parts.push(await sendBack(queue, destinationUrl, [outgoing]));
    if (parts.at(-1)?.fault) break;
  }
  return {
    sent: parts.flatMap(({ sent }) => sent),
    refused: parts.flatMap(({ refused }) => refused),
    notDeleted: parts.flatMap(({ notDeleted }) => notDeleted),
    fault: parts.at(-1)?.fault,
  };
}

/** Without the service's name, which an older protocol puts before it. */
function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name.replace(/^AWS\.SimpleQueueService\./, '') : undefined;
}
