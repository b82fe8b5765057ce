/** A message of fauxqs, as far as it is used here. */
interface CountedMessage {
  approximateReceiveCount: number;
}

/** The class of fauxqs's queues. */
export interface CountingQueueClass {
  readonly prototype: { enqueue(message: CountedMessage): void };
}

/**
 * Has a message that is moved to a dead-letter queue arrive there with the receives that it had. fauxqs counts the
 * receive in place of which it moves the message; SQS counts only those that gave it to somebody. Delete when fauxqs
 * counts like that.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function countReceivesOnly({ prototype }: CountingQueueClass): void {
  const { enqueue } = prototype;
  prototype.enqueue = function enqueueCounted(message) {
    // A new message has none yet.
    if (message.approximateReceiveCount > 0) message.approximateReceiveCount -= 1;
    enqueue.call(this, message);
  };
}
