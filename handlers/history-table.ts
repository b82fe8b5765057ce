import { type AttributeValue, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { historyAttribute, historyKeyOfTag } from '../contract/history.ts';
import type { ToldEvent } from './feedback-event.ts';

/** What keeping histories needs from outside. */
export interface HistoryTableDeps {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** How long a history is kept from the first event on that is told of it. */
  readonly expiresAfterSeconds: number;
}

/** What became of notifications, kept beside the records of what was sent and as long as they. */
export class HistoryTable {
  readonly #deps: HistoryTableDeps;

  constructor(deps: HistoryTableDeps) {
    this.#deps = deps;
  }

  /**
   * Adds events to the history of a notification, of which the table need not know. One that is there stays as it is, so
   * that events may come twice and in any order.
   *
   * @returns those that were not there.
   * @throws Error where they cannot be written.
   */
  async add(notificationTag: string, events: readonly ToldEvent[]): Promise<ToldEvent[]> {
    const { client, tableName, expiresAfterSeconds } = this.#deps;
    const attributes = events.map(({ event, mark }) => historyAttribute(event, mark));
    const expiresAt =
      Math.min(...events.map(({ event }) => Date.parse(event.at))) / 1000 + expiresAfterSeconds;
    const { Attributes: before = {} } = await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: { id: { S: historyKeyOfTag(notificationTag) } },
        ...setWhereMissing([
          ...attributes.map(({ name, value }): [string, AttributeValue] => [name, { S: value }]),
          ['expiration', { N: String(Math.ceil(expiresAt)) }],
        ]),
        ReturnValues: 'UPDATED_OLD',
      }),
    );
    return events.filter((_, index) => before[attributes[index]?.name ?? ''] === undefined);
  }
}

/** Sets each attribute that the item does not have. */
function setWhereMissing(attributes: readonly (readonly [string, AttributeValue])[]) {
  const assignments = attributes.map((_, index) => `#${index} = if_not_exists(#${index}, :${index})`);
  return {
    UpdateExpression: `SET ${assignments.join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(attributes.map(([name], index) => [`#${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(attributes.map(([, value], index) => [`:${index}`, value])),
  };
}
