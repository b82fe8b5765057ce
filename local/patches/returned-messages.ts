import type { DatabaseSync } from 'node:sqlite';

/** The part of fauxqs that keeps messages over a restart, as far as it is used here. */
export interface ReturningPersistence {
  readonly db: DatabaseSync;
  updateMessageReady(messageId: string): void;
}

/**
 * Has a received message that is given back, by a visibility timeout of 0, keep its receives on the disk. fauxqs writes
 * none into a column that must hold some: the request fails, and until a restart the message is gone. Delete when it does not.
 */
export function keepReturnedMessages(persistence: ReturningPersistence): void {
  const update = persistence.db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId) => {
    update.run(messageId);
  };
}
