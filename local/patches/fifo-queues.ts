/** A message in a FIFO queue of fauxqs, as far as it is used here. */
export interface FifoMessage {
  readonly messageGroupId?: string | undefined;
  messageDeduplicationId?: string | undefined;
}

/** A FIFO queue of fauxqs, as far as it is used here. */
export interface FifoQueue {
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly fifoMessages: Map<string, FifoMessage[]>;
  readonly fifoLockedGroups: Map<string, number>;
  readonly inflightMessages: ReadonlyMap<string, unknown>;
  dequeueFifo(count: number, visibilityTimeoutSeconds: number | undefined, findQueue: unknown): object[];
  processTimers(): void;
  changeVisibility(receiptHandle: string, timeoutSeconds: number): void;
  enqueue(message: FifoMessage): void;
  checkDeduplication(deduplicationId: string): { readonly isDuplicate: boolean };
  recordDeduplication(deduplicationId: string, messageId: string, sequenceNumber: string): void;
}

/** The class of fauxqs's queues. */
export interface FifoQueueClass {
  readonly prototype: FifoQueue;
}

/** So many messages SQS gives at once. */
const MAX_RECEIVED = 10;

/** Parts a group from a deduplication id, neither of which may hold it. */
const SEPARATOR = '\u0000';

/** In the place of a deduplication id: the message is known already, so nothing is made of it. */
export const KNOWN = SEPARATOR;

/** A deduplication id with the group of its message, which a queue needs to tell whether it knows the message. */
export function withGroup(groupId: string, deduplicationId: string): string {
  return `${groupId}${SEPARATOR}${deduplicationId}`;
}

/**
 * Lets the attributes of high throughput be set, which fauxqs only takes at the creation of a queue. Delete when it does.
 *
 * @param settable the names that fauxqs lets be set.
 */
export function allowScopes(settable: Set<string>): void {
  settable.add('DeduplicationScope').add('FifoThroughputLimit');
}

/**
 * Has a FIFO queue know a message by its deduplication id, or by that and its group, as its `DeduplicationScope` says.
 * fauxqs knows of no scope, and asks the queue with nothing but the id; so what is sent comes with an id that has its group
 * in it, by {@link withGroup}, and is stored without. Delete when fauxqs looks at the scope.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
 */
export function deduplicateByScope({ prototype }: FifoQueueClass): void {
  const { enqueue, checkDeduplication, recordDeduplication } = prototype;
  const own: ThisType<FifoQueue> & Partial<FifoQueue> = {
    checkDeduplication(deduplicationId) {
      if (deduplicationId === KNOWN) return { isDuplicate: true };
      return checkDeduplication.call(this, scoped(this, deduplicationId));
    },
    recordDeduplication(deduplicationId, messageId, sequenceNumber) {
      recordDeduplication.call(this, scoped(this, deduplicationId), messageId, sequenceNumber);
    },
    enqueue(message) {
      const { messageDeduplicationId: id } = message;
      if (id === KNOWN) return;
      if (id !== undefined) message.messageDeduplicationId = withoutGroup(id);
      enqueue.call(this, message);
    },
  };
  Object.assign(prototype, own);
}

function scoped({ attributes }: FifoQueue, deduplicationId: string): string {
  return attributes.DeduplicationScope === 'messageGroup' ? deduplicationId : withoutGroup(deduplicationId);
}

function withoutGroup(deduplicationId: string): string {
  return deduplicationId.slice(deduplicationId.indexOf(SEPARATOR) + 1);
}

/**
 * Has a receive give as many messages of a group as it may, in their order; fauxqs gives one of each. Several that come back
 * at once stand in that order again. Delete when fauxqs gives more than one.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export function receiveGroups({ prototype }: FifoQueueClass): void {
  const { dequeueFifo, processTimers, changeVisibility } = prototype;
  const places = new WeakMap<FifoMessage, number>();
  let lastPlace = 0;
  let isReceiving = false;
  const own: ThisType<FifoQueue> & Partial<FifoQueue> = {
    dequeueFifo(count, visibilityTimeoutSeconds, findQueue) {
      this.processTimers();
      isReceiving = true;
      try {
        return receiveUnlocking(this, count, () => {
          for (const [first] of this.fifoMessages.values()) {
            if (!first || places.has(first)) continue;
            lastPlace += 1;
            places.set(first, lastPlace);
          }
          return dequeueFifo.call(this, 1, visibilityTimeoutSeconds, findQueue);
        });
      } finally {
        isReceiving = false;
      }
    },
    processTimers() {
      // What is received with a visibility timeout of 0 would come back while the same receive goes on.
      if (isReceiving) return;
      const { size } = this.inflightMessages;
      processTimers.call(this);
      if (this.inflightMessages.size < size) sortGroups(this, places);
    },
    changeVisibility(receiptHandle, timeoutSeconds) {
      const { size } = this.inflightMessages;
      changeVisibility.call(this, receiptHandle, timeoutSeconds);
      if (this.inflightMessages.size < size) sortGroups(this, places);
    },
  };
  Object.assign(prototype, own);
}

/** Receives one after another, and locks the groups of all of them only at the end. */
function receiveUnlocking(
  { fifoLockedGroups }: FifoQueue,
  count: number,
  receiveOne: () => object[],
): object[] {
  const others = new Set(fifoLockedGroups.keys());
  const locked = new Map<string, number>();
  const received: object[] = [];
  while (received.length < Math.min(count, MAX_RECEIVED)) {
    const [message] = receiveOne();
    if (!message) break;
    received.push(message);
    for (const [group, messages] of fifoLockedGroups) {
      if (others.has(group)) continue;
      locked.set(group, (locked.get(group) ?? 0) + messages);
      fifoLockedGroups.delete(group);
    }
  }
  for (const [group, messages] of locked) fifoLockedGroups.set(group, messages);
  return received;
}

/** Puts what was received before into the order in which it was, ahead of what was not. */
function sortGroups({ fifoMessages }: FifoQueue, places: WeakMap<FifoMessage, number>): void {
  const placeOf = (message: FifoMessage) => places.get(message) ?? Number.MAX_SAFE_INTEGER;
  for (const messages of fifoMessages.values()) messages.sort((one, other) => placeOf(one) - placeOf(other));
}
