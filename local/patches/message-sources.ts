import type { DatabaseSync } from 'node:sqlite';
import type { FindQueue, StoredMessage, StoredQueue } from './fauxqs-queues.ts';

/** From which queues the messages came that a redrive policy has moved. */
export interface MessageSources {
  remember(message: StoredMessage, sourceArn: string): void;
  /** `undefined` for a message that somebody sent to the queue in which it is. */
  of(message: StoredMessage): string | undefined;
}

/** The class of fauxqs's queues. */
export interface ReceivingQueueClass {
  readonly prototype: Pick<StoredQueue, 'dequeue'>;
}

/** Remembers where messages came from, over a restart where there is a database. */
export function createSources(database: DatabaseSync | undefined): MessageSources {
  return database ? sourcesIn(database) : sourcesInMemory();
}

/**
 * Has each message that a queue moves to its dead-letter queue remember that queue, which fauxqs forgets. Delete when
 * fauxqs tells `DeadLetterQueueSourceArn`.
 */
export function rememberSources({ prototype }: ReceivingQueueClass, sources: MessageSources): void {
  const { dequeue } = prototype;
  prototype.dequeue = function dequeueRemembering(
    this: StoredQueue,
    count,
    visibilityTimeoutSeconds,
    findQueue,
  ) {
    const findRemembering: FindQueue = (arn) => {
      const deadLetterQueue = findQueue(arn);
      if (!deadLetterQueue) return undefined;
      return {
        enqueue: (message) => {
          deadLetterQueue.enqueue(message);
          sources.remember(message, this.arn);
        },
      };
    };
    return dequeue.call(this, count, visibilityTimeoutSeconds, findRemembering);
  };
}

function sourcesInMemory(): MessageSources {
  const arns = new WeakMap<StoredMessage, string>();
  return {
    remember: (message, sourceArn) => void arns.set(message, sourceArn),
    of: (message) => arns.get(message),
  };
}

/** In a table of its own beside fauxqs's, from which a row goes with its message. */
function sourcesIn(database: DatabaseSync): MessageSources {
  database.exec(`
    CREATE TABLE IF NOT EXISTS mailroom_message_sources (
      message_id TEXT PRIMARY KEY REFERENCES sqs_messages(message_id) ON DELETE CASCADE,
      source_arn TEXT NOT NULL
    )`);
  const insert = database.prepare('INSERT OR REPLACE INTO mailroom_message_sources VALUES (?, ?)');
  const select = database.prepare('SELECT source_arn FROM mailroom_message_sources WHERE message_id = ?');
  return {
    remember: ({ messageId }, sourceArn) => void insert.run(messageId, sourceArn),
    of: ({ messageId }) => select.get(messageId)?.source_arn as string | undefined,
  };
}
