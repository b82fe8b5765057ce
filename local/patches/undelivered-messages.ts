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

/** Why SNS could not deliver, as it tells it on the message. */
export interface DeliveryFault {
  readonly code: string;
  readonly message: string;
}

const NO_QUEUE: DeliveryFault = {
  code: 'AWS.SimpleQueueService.NonExistentQueue',
  message: 'The specified queue does not exist.',
};

/**
 * Has what a topic cannot deliver, since the queue does not exist or does not let it, go to the dead-letter queue of the
 * subscription, where that queue lets it. fauxqs forgets the one and does not know of the other. Delete when
 * fauxqs keeps what it cannot deliver, and asks who may send to a queue.
 *
 * @param faultOf why a topic may not send to a queue; nothing where it may.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export function keepUndelivered(
  { SqsStore, snsStore, sqsStore }: DeliveringParts,
  faultOf: (topicArn: string, queue: StoredQueue) => DeliveryFault | undefined,
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
    const fault = queue ? faultOf(topicArn, queue) : NO_QUEUE;
    if (!fault) return queue;
    const deadLetterQueue = getQueueByArn.call(sqsStore, deadLetterTargetOf(subscription));
    if (!deadLetterQueue || faultOf(topicArn, deadLetterQueue)) return undefined;
    return undeliveredInto(deadLetterQueue, fault, SqsStore.createMessage);
  };
}

/** A queue as the topic sees it, whose messages say why they were not delivered. */
function undeliveredInto(
  queue: StoredQueue,
  fault: DeliveryFault,
  createMessage: CreateMessage,
): StoredQueue {
  return Object.assign(Object.create(queue), {
    nextSequenceNumber: () => queue.nextSequenceNumber(),
    enqueue: ({
      body,
      messageAttributes,
      ...message
    }: StoredMessage & { messageDeduplicationId?: string }) => {
      const { messageGroupId, messageDeduplicationId, sequenceNumber } = message;
      const attributes = { ...messageAttributes, ...reasonAttributes(fault) };
      const dead = createMessage(body, attributes, undefined, messageGroupId, messageDeduplicationId);
      dead.sequenceNumber = sequenceNumber;
      queue.enqueue(dead);
    },
  });
}

function reasonAttributes({ code, message }: DeliveryFault): object {
  const values = { RequestID: crypto.randomUUID(), ErrorCode: code, ErrorMessage: message };
  const attributes = Object.entries(values).map(([name, StringValue]) => [
    name,
    { DataType: 'String', StringValue },
  ]);
  return Object.fromEntries(attributes);
}

function deadLetterTargetOf({ attributes }: StoredSubscription): string {
  try {
    return String(JSON.parse(attributes.RedrivePolicy ?? '{}').deadLetterTargetArn);
  } catch {
    // fauxqs keeps any text as a policy.
    return '';
  }
}
