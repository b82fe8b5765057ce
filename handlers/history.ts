import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { acceptanceIn, historyKey, readHistory } from '../contract/history.ts';

/** What reading histories needs from outside. */
export interface HistoryDeps {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** How long SES's event may take to arrive in the table. */
  readonly settleSeconds: number;
}

/** What SES has told of emails since it accepted them, as the table keeps it. */
export class History {
  readonly #deps: HistoryDeps;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
  }

  get settleSeconds(): number {
    return this.#deps.settleSeconds;
  }

  /**
   * SES's id of the email of a notification, where SES has told that it accepted it.
   *
   * @throws Error where it cannot be read.
   */
  async acceptedAs(id: string): Promise<string | undefined> {
    const { client, tableName: TableName } = this.#deps;
    // An event may have come a moment ago.
    const command = new GetItemCommand({
      TableName,
      Key: { id: { S: historyKey(id) } },
      ConsistentRead: true,
    });
    const { Item } = await client.send(command);
    return acceptanceIn(readHistory(Item))?.sesMessageId;
  }
}
