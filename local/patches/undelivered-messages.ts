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

/** With raw delivery attributes become those of the queue's message, which has ten at most. */
const MAX_RAW_ATTRIBUTES = 10;

/** How deliveries differ from fauxqs's own. */
export interface DeliveryRules {
  /** Whether a topic may not send to a queue. */
  isRefused(topicArn: string, queue: StoredQueue): boolean;
  /** Hears of a message that a dead-letter queue was to have and did not get. */
  onLost(topicArn: string): void;
}

/**
 * Has what a topic cannot deliver, since the queue does not exist or does not let it, go to the dead-letter queue of the
 * subscription, where that queue lets it: as it would have been delivered, with the publisher's attributes and no word on
 * why, though AWS's page tells of `ErrorCode`; recordings made on AWS have none. fauxqs forgets the one and does not know of the other. Delete when
 * fauxqs keeps what it cannot deliver, and asks who may send to a queue.
 *
 * With raw delivery a message of more than ten attributes is discarded: SNS takes it for a fault of the client, and its copy
 * for the dead-letter queue, which has the same attributes, fails as well.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
 */
export function keepUndelivered(
  { SqsStore, snsStore, sqsStore }: DeliveringParts,
  { isRefused, onLost }: DeliveryRules,
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
    const deadLetterTarget = deadLetterTargetOf(subscription);
    const lost = () => {
      if (deadLetterTarget !== undefined) onLost(topicArn);
    };
    const isRaw = subscription.attributes.RawMessageDelivery === 'true';
    const within = (to: StoredQueue) => (isRaw ? withinLimit(to, lost) : to);
    if (queue && !isRefused(topicArn, queue)) return within(queue);
    const deadLetterQueue = deadLetterTarget && getQueueByArn.call(sqsStore, deadLetterTarget);
    if (deadLetterQueue && !isRefused(topicArn, deadLetterQueue))
      return within(undeliveredInto(deadLetterQueue, SqsStore.createMessage));
    lost();
    return undefined;
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

/** A queue as a topic with raw delivery sees it. */
function withinLimit(queue: StoredQueue, lost: () => void): StoredQueue {
  return Object.assign(Object.create(queue), {
    nextSequenceNumber: () => queue.nextSequenceNumber(),
    enqueue: (message: StoredMessage) => {
      if (Object.keys(message.messageAttributes).length > MAX_RAW_ATTRIBUTES) lost();
      else queue.enqueue(message);
    },
  });
}

function deadLetterTargetOf({ attributes }: StoredSubscription): string | undefined {
  try {
    const { deadLetterTargetArn } = JSON.parse(attributes.RedrivePolicy ?? '{}');
    return typeof deadLetterTargetArn === 'string' ? deadLetterTargetArn : undefined;
  } catch {
    // fauxqs keeps any text as a policy.
    return undefined;
  }
}
