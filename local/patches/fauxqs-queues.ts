/*
 * The queues of fauxqs as they are inside it, which no type of its own tells. To go with the patches beside this, and with
 * `../services/sns-sqs/move-tasks/`, once fauxqs is of a version that moves messages itself (2.9 does).
 */

/** A message of fauxqs, as far as a task that moves messages needs it. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes: object;
  readonly messageGroupId?: string | undefined;
  sequenceNumber?: string | undefined;
}

/** Makes a message with an id, a time of sending and receives of its own. */
export type CreateMessage = (
  body: string,
  messageAttributes: object,
  delaySeconds: number | undefined,
  messageGroupId: string | undefined,
  messageDeduplicationId: string | undefined,
) => StoredMessage;

/** Finds a queue by its ARN. */
export type FindQueue = (arn: string) => Pick<StoredQueue, 'enqueue'> | undefined;

/** A queue of fauxqs, as far as a task that moves messages needs it. Each method keeps the data directory in step. */
export interface StoredQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly tags: ReadonlyMap<string, string>;
  readonly inflightMessages: ReadonlyMap<string, { readonly message: StoredMessage }>;
  isFifo(): boolean;
  getAttribute(name: string): string | undefined;
  /** Shows what is due, and tells those who wait for messages. */
  processTimers(): void;
  /** Receives up to so many messages, and moves to the queue's own dead-letter queue what was received too often. */
  dequeue(count: number, visibilityTimeoutSeconds: number, findQueue: FindQueue): { ReceiptHandle: string }[];
  deleteMessage(receiptHandle: string): boolean;
  enqueue(message: StoredMessage): void;
  nextSequenceNumber(): string;
  recordDeduplication(deduplicationId: string, messageId: string, sequenceNumber: string): void;
}

/** All queues of fauxqs. */
export interface StoredQueues {
  allQueues(): Iterable<StoredQueue>;
  getQueue(url: string): StoredQueue | undefined;
  getQueueByArn(arn: string): StoredQueue | undefined;
}

/** The queues whose redrive policy names `deadLetterQueue`, by name. */
export function sourceQueuesOf(queues: StoredQueues, { arn }: Pick<StoredQueue, 'arn'>): StoredQueue[] {
  return [...queues.allQueues()]
    .filter(({ attributes }) => deadLetterTargetOf(attributes.RedrivePolicy) === arn)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** How many messages can be received from the queue now. */
export function visibleIn(queue: StoredQueue): number {
  queue.processTimers();
  return Number(queue.getAttribute('ApproximateNumberOfMessages'));
}

function deadLetterTargetOf(redrivePolicy: string | undefined): unknown {
  try {
    return JSON.parse(redrivePolicy ?? '{}').deadLetterTargetArn;
  } catch {
    // fauxqs keeps any text as a policy, and moves nothing by one that is no JSON.
    return undefined;
  }
}
