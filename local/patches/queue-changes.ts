/** The class of fauxqs's queues: what changes a queue, or takes up what time has changed in it. */
export interface ChangingQueueClass<Message> {
  readonly prototype: {
    enqueue(message: Message): void;
    deleteMessage(receiptHandle: string): boolean;
    changeVisibility(receiptHandle: string, timeoutSeconds: number): void;
    processTimers(): void;
    purge(): void;
  };
}

/** Who is told of what happens to queues. */
export interface QueueListener<Queue, Message> {
  /** Before anything changes a queue. */
  changing(): void;
  entering(queue: Queue, message: Message): void;
  deleted(queue: Queue): void;
}

/**
 * Has every queue tell what is about to change it. Delete when fauxqs tells of each change before it makes it; its spies
 * tell of messages alone, and afterwards.
 */
export function onQueueChange<Queue, Message>(
  { prototype }: ChangingQueueClass<Message>,
  listener: QueueListener<Queue, Message>,
): void {
  const { enqueue, deleteMessage, changeVisibility, processTimers, purge } = prototype;
  const own: ThisType<typeof prototype & Queue> & typeof prototype = {
    enqueue(message) {
      listener.changing();
      listener.entering(this, message);
      enqueue.call(this, message);
    },
    deleteMessage(receiptHandle) {
      listener.changing();
      const isDeleted = deleteMessage.call(this, receiptHandle);
      if (isDeleted) listener.deleted(this);
      return isDeleted;
    },
    changeVisibility(receiptHandle, timeoutSeconds) {
      listener.changing();
      changeVisibility.call(this, receiptHandle, timeoutSeconds);
    },
    processTimers() {
      listener.changing();
      processTimers.call(this);
    },
    purge() {
      listener.changing();
      purge.call(this);
    },
  };
  Object.assign(prototype, own);
}
