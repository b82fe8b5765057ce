import type { CreateMessage } from './move-task-mover.ts';
import type { StoredMessage, StoredQueue } from './move-task-queues.ts';

/** A subscription of fauxqs, as far as it is used here. */
interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** The parts of fauxqs by which topics deliver. */
export interface DeliveringParts {
  readonly SqsStore: { readonly createMessage: CreateMessage };
  readonly snsStore: { getSubscription(arn: string): Subscription | undefined };
  readonly sqsStore: { getQueueByArn(arn: string): StoredQueue | undefined };
}

/**
 * Has what a topic cannot deliver, since the queue does not exist, go to the dead-letter queue of the subscription.
 * fauxqs forgets it. Any other failure does not happen here.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export function keepUndelivered({ SqsStore, snsStore, sqsStore }: DeliveringParts): void {
  const { getSubscription } = snsStore;
  const { getQueueByArn } = sqsStore;
  // A topic asks for each of its subscriptions, and then at once for the queue.
  let asked: Subscription | undefined;
  snsStore.getSubscription = (arn) => {
    asked = getSubscription.call(snsStore, arn);
    return asked;
  };
  sqsStore.getQueueByArn = (arn) => {
    const subscription = asked;
    asked = undefined;
    const queue = getQueueByArn.call(sqsStore, arn);
    if (queue || subscription?.protocol !== 'sqs' || subscription.endpoint !== arn) return queue;
    const deadLetterQueue = getQueueByArn.call(sqsStore, deadLetterTargetOf(subscription));
    return deadLetterQueue && undeliveredInto(deadLetterQueue, SqsStore.createMessage);
  };
}

/** A queue as the topic sees it, whose messages say why they were not delivered. */
function undeliveredInto(queue: StoredQueue, createMessage: CreateMessage): StoredQueue {
  return Object.assign(Object.create(queue), {
    nextSequenceNumber: () => queue.nextSequenceNumber(),
    enqueue: ({
      body,
      messageAttributes,
      ...message
    }: StoredMessage & { messageDeduplicationId?: string }) => {
      const { messageGroupId, messageDeduplicationId, sequenceNumber } = message;
      const attributes = { ...messageAttributes, ...reasonAttributes() };
      const dead = createMessage(body, attributes, undefined, messageGroupId, messageDeduplicationId);
      dead.sequenceNumber = sequenceNumber;
      queue.enqueue(dead);
    },
  });
}

function reasonAttributes(): object {
  const values = {
    RequestID: crypto.randomUUID(),
    ErrorCode: 'AWS.SimpleQueueService.NonExistentQueue',
    ErrorMessage: 'The specified queue does not exist.',
  };
  const attributes = Object.entries(values).map(([name, StringValue]) => [
    name,
    { DataType: 'String', StringValue },
  ]);
  return Object.fromEntries(attributes);
}

function deadLetterTargetOf({ attributes }: Subscription): string {
  try {
    return String(JSON.parse(attributes.RedrivePolicy ?? '{}').deadLetterTargetArn);
  } catch {
    // fauxqs keeps any text as a policy.
    return '';
  }
}
