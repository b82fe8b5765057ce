import type { StoredMessage } from './fauxqs-queues.ts';
import type { StoredSubscription } from './undelivered-messages.ts';

/** A subscription, with the policy as fauxqs has read it. */
interface FilteringSubscription extends StoredSubscription {
  parsedFilterPolicy?: object | undefined;
}

/** The parts of fauxqs by which topics filter. */
export interface FilteringParts {
  readonly snsStore: { getSubscription(arn: string): FilteringSubscription | undefined };
  readonly sqsStore: { getQueueByArn(arn: string): EnteredQueue | undefined };
}

interface EnteredQueue {
  nextSequenceNumber(): string;
  enqueue(message: StoredMessage): void;
}

/**
 * Has a topic deliver to a queue what the subscription's filter policy lets pass, by `passes`. fauxqs matches lists, numbers
 * and nested lists otherwise than SNS does. Delete when it does as SNS documents.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function filterDeliveries(
  { snsStore, sqsStore }: FilteringParts,
  passes: (attributes: StoredSubscription['attributes'], message: StoredMessage) => boolean,
): void {
  const { getSubscription } = snsStore;
  const { getQueueByArn } = sqsStore;
  // A topic asks for each of its subscriptions, and then at once for the queue.
  let asked: FilteringSubscription | undefined;
  snsStore.getSubscription = (arn) => {
    const subscription = getSubscription.call(snsStore, arn);
    asked = subscription?.attributes.FilterPolicy ? subscription : undefined;
    // By an empty policy fauxqs lets everything pass. Its body has to be JSON all the same, as SNS wants it.
    if (asked) asked.parsedFilterPolicy = {};
    queueMicrotask(() => {
      asked = undefined;
    });
    return subscription;
  };
  sqsStore.getQueueByArn = (arn) => {
    const subscription = asked;
    asked = undefined;
    const queue = getQueueByArn.call(sqsStore, arn);
    if (!queue || subscription?.endpoint !== arn) return queue;
    const { attributes } = subscription;
    return Object.assign(Object.create(queue), {
      nextSequenceNumber: () => queue.nextSequenceNumber(),
      enqueue: (message: StoredMessage) => {
        if (passes(attributes, message)) queue.enqueue(message);
      },
    });
  };
}
