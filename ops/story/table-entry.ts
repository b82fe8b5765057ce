import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type HistoryEvent, historyKey, readHistory } from '../../contract/history.ts';
import { isExpired, readSentRecord, type SentRecord, sentKey } from '../../contract/sent-record.ts';
import { connectionTo } from '../clients.ts';
import type { Target } from '../target.ts';

/** What a pipeline's table knows of one notification. */
export interface TableEntry {
  /** Whether it was sent, or an attempt has begun; `undefined` where the table has no record. */
  readonly record: SentRecord | undefined;
  /** What became of it, oldest first. */
  readonly history: readonly HistoryEvent[];
  /** When the last of it is forgotten; `undefined` where there is nothing, or it stays. */
  readonly expires: Date | undefined;
}

/** Reads what a table knows of a notification, by its effective id, up to this moment. */
export async function readTableEntry(
  target: Pick<Target, 'region' | 'endpoints'>,
  tableName: string,
  id: string,
): Promise<TableEntry> {
  const client = new DynamoDBClient(connectionTo(target, 'dynamodb'));
  const read = async (key: string) => {
    const command = new GetItemCommand({
      TableName: tableName,
      Key: { id: { S: key } },
      ConsistentRead: true,
    });
    const { Item } = await client.send(command);
    return Item && isExpired(Item, Date.now()) ? undefined : Item;
  };
  try {
    const [record, history] = await Promise.all([read(sentKey(id)), read(historyKey(id))]);
    const seconds = [record, history].map((item) => Number(item?.expiration?.N ?? 0));
    const expires = Math.max(...seconds);
    return {
      record: readSentRecord(record),
      history: readHistory(history),
      expires: expires > 0 ? new Date(expires * 1000) : undefined,
    };
  } finally {
    client.destroy();
  }
}
