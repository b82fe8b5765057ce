import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
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
    return entryOf(record, history);
  } finally {
    client.destroy();
  }
}

/** As many items DynamoDB gives at once; each notification has two. */
const MAX_ITEMS = 100;

/** Reads again and again what a table knows of many notifications, a little later than it was written. */
export class TableEntries {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(target: Pick<Target, 'region' | 'endpoints'>, tableName: string) {
    this.#client = new DynamoDBClient(connectionTo(target, 'dynamodb'));
    this.#tableName = tableName;
  }

  /** @returns by the id; those of which DynamoDB gave nothing, or not at once, are left out. */
  async read(ids: readonly string[]): Promise<ReadonlyMap<string, TableEntry>> {
    const items = new Map<string, Item>();
    const keys = [...new Set(ids)].flatMap((id) => [sentKey(id), historyKey(id)]);
    for (let begin = 0; begin < keys.length; begin += MAX_ITEMS) {
      const Keys = keys.slice(begin, begin + MAX_ITEMS).map((key) => ({ id: { S: key } }));
      const { Responses } = await this.#client.send(
        new BatchGetItemCommand({ RequestItems: { [this.#tableName]: { Keys } } }),
      );
      for (const item of Responses?.[this.#tableName] ?? []) {
        if (item.id?.S !== undefined && !isExpired(item, Date.now())) items.set(item.id.S, item);
      }
    }
    return new Map(
      ids.flatMap((id) => {
        const [record, history] = [items.get(sentKey(id)), items.get(historyKey(id))];
        return record || history ? [[id, entryOf(record, history)] as const] : [];
      }),
    );
  }

  close(): void {
    this.#client.destroy();
  }
}

type Item = Record<string, AttributeValue>;

function entryOf(record: Item | undefined, history: Item | undefined): TableEntry {
  const seconds = [record, history].map((item) => Number(item?.expiration?.N ?? 0));
  const expires = Math.max(...seconds);
  return {
    record: readSentRecord(record),
    history: readHistory(history),
    expires: expires > 0 ? new Date(expires * 1000) : undefined,
  };
}
