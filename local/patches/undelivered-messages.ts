import type { CreateMessage, StoredMessage, StoredQueue } from './fauxqs-queues.ts';

/** A subscription of fauxqs, as far as it is used here. */
export interface StoredSubscription {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** The parts of fauxqs by which topics deliver. */
export interface DeliveringParts {
  readonly SqsStore: { readonly createMessage: CreateMessage };
  readonly snsStore: { getSubscription(arn: string): StoredSubscription | undefined };
  readonly sqsStore: { getQueueByArn(arn: string): StoredQueue | undefined };
}

/**
 * Has what a topic cannot deliver, since the queue does not exist or does not let it, go to the dead-letter queue of the
 * subscription, where that queue lets it: as it would have been delivered, with the publisher's attributes and no word on
 * why, though AWS's page tells of `ErrorCode`; recordings made on AWS have none. fauxqs forgets the one and does not know of the other. Delete when
 * fauxqs keeps what it cannot deliver, and asks who may send to a queue.
 *
 * @param isRefused whether a topic may not send to a queue.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export function keepUndelivered(
  { SqsStore, snsStore, sqsStore }: DeliveringParts,
  isRefused: (topicArn: string, queue: StoredQueue) => boolean,
): void {
  const { getSubscription } = snsStore;
  const { getQueueByArn } = sqsStore;
  // A topic asks for each of its subscriptions, and then at once for the queue.
  let asked: StoredSubscription | undefined;
  snsStore.getSubscription = (arn) => {
    asked = getSubscription.call(snsStore, arn);
    queueMicrotask(() => {
      asked = undefined;
    });
    return asked;
  };
  sqsStore.getQueueByArn = (arn) => {
    const subscription = asked;
    asked = undefined;
    const queue = getQueueByArn.call(sqsStore, arn);
    if (subscription?.protocol !== 'sqs' || subscription.endpoint !== arn) return queue;
    const { topicArn } = subscription;
    if (queue && !isRefused(topicArn, queue)) return queue;
    const deadLetterQueue = getQueueByArn.call(sqsStore, deadLetterTargetOf(subscription));
    if (!deadLetterQueue || isRefused(topicArn, deadLetterQueue)) return undefined;
    return undeliveredInto(deadLetterQueue, SqsStore.createMessage);
  };
}

/** A queue as the topic sees it, whose messages have ids and times of their own. */
function undeliveredInto(queue: StoredQueue, createMessage: CreateMessage): StoredQueue {
  return Object.assign(Object.create(queue), {
    nextSequenceNumber: () => queue.nextSequenceNumber(),
    enqueue: ({
      body,
      messageAttributes,
      ...message
    }: StoredMessage & { messageDeduplicationId?: string }) => {
      const { messageGroupId, messageDeduplicationId, sequenceNumber } = message;
      const dead = createMessage(body, messageAttributes, undefined, messageGroupId, messageDeduplicationId);
      dead.sequenceNumber = sequenceNumber;
      queue.enqueue(dead);
    },
  });
}

function deadLetterTargetOf({ attributes }: StoredSubscription): string {
  try {
    return String(JSON.parse(attributes.RedrivePolicy ?? '{}').deadLetterTargetArn);
  } catch {
    // fauxqs keeps any text as a policy.
    return '';
  }
}
