import type {
  CreateMessage,
  StoredMessage,
  StoredQueue,
  StoredQueues,
} from '../../../patches/fauxqs-queues.ts';
import type { MessageSources } from '../../../patches/message-sources.ts';

/** What became of one move; `failed` has the reason as SQS tells it. */
export type Move =
  | { readonly kind: 'moved' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly reason: string };

const NO_QUEUE = 'AWS.SimpleQueueService.NonExistentQueue';
/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/troubleshooting-dlq-redrive.html */
const NO_SOURCE = 'CouldNotDetermineMessageSource';

/** Moves messages of queues, one at a time. */
export class MessageMover {
  readonly #queues: StoredQueues;
  readonly #sources: MessageSources;
  readonly #createMessage: CreateMessage;

  constructor(queues: StoredQueues, sources: MessageSources, createMessage: CreateMessage) {
    this.#queues = queues;
    this.#sources = sources;
    this.#createMessage = createMessage;
  }

  /**
   * Moves the next visible message: receives it as a consumer would, and deletes it once it is in its destination.
   *
   * @param destinationArn where to; unless given, the queue from which a redrive policy moved it.
   */
  moveNext(sourceArn: string, destinationArn: string | undefined): Move {
    const source = this.#queues.getQueueByArn(sourceArn);
    if (!source) return { kind: 'failed', reason: NO_QUEUE };
    // Visible again at once, unless it is deleted before anybody else may look.
    const [received] = source.dequeue(1, 0, (arn) => this.#queues.getQueueByArn(arn));
    const message = source.inflightMessages.get(received?.ReceiptHandle ?? '')?.message;
    if (!received || !message) return { kind: 'empty' };
    const arn = destinationArn ?? this.#sources.of(message);
    const destination = this.#queues.getQueueByArn(arn ?? '');
    if (!destination) {
      source.processTimers();
      return { kind: 'failed', reason: arn === undefined ? NO_SOURCE : NO_QUEUE };
    }
    this.#send(message, destination);
    source.deleteMessage(received.ReceiptHandle);
    return { kind: 'moved' };
  }

  #send(
    { messageId, body, messageAttributes, messageGroupId }: StoredMessage,
    destination: StoredQueue,
  ): void {
    const delaySeconds = Number(destination.attributes.DelaySeconds) || undefined;
    // As where a redrive policy moves a message: two that share a deduplication id are still two messages.
    const deduplicationId = destination.isFifo() ? messageId : undefined;
    const copy = this.#createMessage(body, messageAttributes, delaySeconds, messageGroupId, deduplicationId);
    if (deduplicationId !== undefined) {
      copy.sequenceNumber = destination.nextSequenceNumber();
      destination.recordDeduplication(deduplicationId, copy.messageId, copy.sequenceNumber);
    }
    destination.enqueue(copy);
  }
}
