import type { DeadLetter } from '../dead-letters/dead-letter.ts';

/** What a redrive may take, as its plan found it. */
export interface RedriveScope {
  /** SQS's ids of the messages that the plan saw. */
  readonly seen: ReadonlySet<string>;
  /** When the plan began to look. */
  readonly begun: Date;
}

/**
 * Whether a dead letter was there when a redrive was planned: the plan saw it, or it had been written before, and only
 * another reader hid it, as a second redrive that plans at the same time does. What the queue itself moved has to have
 * been seen: it keeps the time at which it entered the queue, whenever it was moved.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function isInScope(
  { messageId, sentAt, isMovedByQueue }: Pick<DeadLetter, 'messageId' | 'sentAt' | 'isMovedByQueue'>,
  { seen, begun }: RedriveScope,
): boolean {
  return seen.has(messageId) || (!isMovedByQueue && sentAt <= begun);
}
