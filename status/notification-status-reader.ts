import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { TABLE_VARIABLE } from '../contract/environment.ts';
import { historyKey, readHistory } from '../contract/history.ts';
import { isExpired, readSentRecord, sentKey } from '../contract/sent-record.ts';
import { type NotificationStatus, statusFrom } from './notification-status.ts';

/**
 * DynamoDB answers within milliseconds when it answers at all. By default the SDK waits for ever on a server that takes a
 * request and does not answer.
 */
const PATIENCE = {
  connectionTimeout: 3_000,
  requestTimeout: 5_000,
  socketTimeout: 5_000,
  throwOnRequestTimeout: true,
};

/** Where a {@link NotificationStatusReader} reads, and by which client. */
export interface NotificationStatusReaderOptions {
  /**
   * The name of the pipeline's table.
   * @default the environment variable `MAILROOM_TABLE`, which `addStatusReader` sets
   */
  readonly tableName?: string;
  /**
   * The SDK's client; it must be one of the table's region.
   * @default one for each process, of the function's own region, made at the first read, which gives up a connection after 3
   * seconds and a request after 5, and tries three times
   */
  readonly client?: DynamoDBClient;
}

/**
 * Reads what became of notifications.
 *
 * @example
 * const reader = new NotificationStatusReader();
 * const { state } = await reader.status('order-1042-shipped');
 */
export class NotificationStatusReader {
  /** The table that it reads. */
  readonly tableName: string;

  readonly #client: DynamoDBClient | undefined;

  /** @throws Error where there is no table. */
  constructor({ tableName = process.env[TABLE_VARIABLE], client }: NotificationStatusReaderOptions = {}) {
    if (!tableName)
      throw new Error(
        `${TABLE_VARIABLE} is not set: allow the function by addStatusReader, or pass tableName.`,
      );
    this.tableName = tableName;
    this.#client = client;
  }

  /**
   * What became of one notification. Takes two reads of a small item, eventually consistent: what happened within the last
   * second may be missing.
   *
   * @param id the notification's own, or the one that was assigned to it: `publish` returns it.
   * @throws the SDK's error where the table cannot be read.
   */
  async status(id: string): Promise<NotificationStatus> {
    const [record, history] = await Promise.all([this.#read(sentKey(id)), this.#read(historyKey(id))]);
    return statusFrom(readSentRecord(record), readHistory(history));
  }

  async #read(key: string) {
    const client = this.#client ?? sharedClient();
    const command = new GetItemCommand({ TableName: this.tableName, Key: { id: { S: key } } });
    const { Item } = await client.send(command);
    return Item && isExpired(Item, Date.now()) ? undefined : Item;
  }
}

let shared: DynamoDBClient | undefined;

function sharedClient(): DynamoDBClient {
  shared ??= new DynamoDBClient({ requestHandler: PATIENCE });
  return shared;
}
