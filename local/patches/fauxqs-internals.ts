import { mkdirSync } from 'node:fs';
import type { CreateMessage, StoredQueue, StoredQueues } from './fauxqs-queues.ts';
import type { FifoQueueClass } from './fifo-queues.ts';
import type { GroupingQueueClass } from './message-groups.ts';
import type { ReceivingQueueClass } from './message-sources.ts';
import type { CountingQueueClass } from './moved-messages.ts';
import type { ChangingQueueClass } from './queue-changes.ts';
import { keepReturnedMessages, type ReturningPersistence } from './returned-messages.ts';
import type { DeliveringParts } from './undelivered-messages.ts';

/** The queues of fauxqs, as far as they are used here. */
interface QueueStore<Queue extends StoredQueue> extends StoredQueues {
  host: string | undefined;
  persistence?: unknown;
  allQueues(): Iterable<Queue & { persistence?: unknown }>;
  getQueue(url: string): Queue | undefined;
}

/** The topics of fauxqs, as far as they are used here. */
interface TopicStore {
  getTopic(arn: string): { readonly attributes: Readonly<Record<string, string | undefined>> } | undefined;
}

/** The objects of fauxqs, as far as they are used here. */
interface ObjectStore {
  persistence?: unknown;
  /** @throws where there is no such object. */
  headObject(bucket: string, key: string): unknown;
}

/** The modules behind fauxqs's own start function. */
export interface FauxqsInternals<Queue extends StoredQueue, Message> {
  INVALID_MESSAGE_BODY_CHAR: RegExp;
  SETTABLE_ATTRIBUTES: Set<string>;
  SqsQueue: CountingQueueClass &
    ReceivingQueueClass &
    ChangingQueueClass<Message> &
    FifoQueueClass &
    GroupingQueueClass;
  SqsStore: { new (): QueueStore<Queue>; readonly createMessage: CreateMessage };
  SnsStore: new () => DeliveringParts['snsStore'] & TopicStore & { persistence?: unknown };
  S3Store: new () => ObjectStore;
  PersistenceManager: new (
    directory: string,
  ) => ReturningPersistence & {
    loadSqsAndSns(sqs: object, sns: object): void;
    loadS3(s3: object): void;
    close(): void;
  };
}

/** What `buildApp` takes as its stores. */
export type FauxqsStores = NonNullable<
  NonNullable<Parameters<typeof import('fauxqs').buildApp>[0]>['stores']
>;

const FILES = ['sqs/sqsStore.js', 'sqs/sqsTypes.js', 'sns/snsStore.js', 's3/s3Store.js', 'persistence.js'];

/**
 * Imports what fauxqs does not export. Its `buildApp` is public, the stores that it takes are not: the peer range is held to
 * one minor version. Delete when its own start function listens where it is told to, on loopback, and names queues by that
 * address.
 */
export async function importFauxqsInternals<Queue extends StoredQueue, Message>(): Promise<
  FauxqsInternals<Queue, Message>
> {
  const main = import.meta.resolve('fauxqs');
  const modules = await Promise.all(FILES.map((file) => import(new URL(file, main).href)));
  return Object.assign({}, ...modules);
}

/**
 * Keeps the class of queues as it is now, before it is changed for one fauxqs.
 *
 * @returns what makes it that again, for the thread's next.
 */
export function keepOriginal({ prototype }: { readonly prototype: object }): () => void {
  const original = Object.getOwnPropertyDescriptors(prototype);
  return () => {
    for (const key of Reflect.ownKeys(prototype))
      if (!(key in original)) Reflect.deleteProperty(prototype, key);
    Object.defineProperties(prototype, original);
  };
}

/** The stores of one fauxqs, with what `dataDirectory` holds of them. */
export function createStores<Queue extends StoredQueue>(
  { SqsStore, SnsStore, S3Store, PersistenceManager }: FauxqsInternals<Queue, never>,
  dataDirectory: string | undefined,
) {
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  const s3Store = new S3Store();
  sqsStore.host = undefined;
  const persistence = dataDirectory ? new PersistenceManager(created(dataDirectory)) : undefined;
  if (persistence) {
    keepReturnedMessages(persistence);
    persistence.loadSqsAndSns(sqsStore, snsStore);
    persistence.loadS3(s3Store);
    sqsStore.persistence = snsStore.persistence = s3Store.persistence = persistence;
    for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  }
  return { sqsStore, snsStore, persistence, s3Store };
}

function created(directory: string): string {
  mkdirSync(directory, { recursive: true });
  return directory;
}
