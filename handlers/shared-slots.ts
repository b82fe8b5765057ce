import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

/** The item beside the records of what was sent; theirs have a prefix and a `#` in their key. */
const KEY = { id: { S: 'pace' } };

/** Every failed try means that another worker has reserved meanwhile, and there are few of them below four a second. */
const MAX_TRIES = 5;

/** Two workers reserve a slot each ahead, 20 seconds apart at the slowest pace that a throttle leaves. */
const LONGEST_LEAD_MILLISECONDS = 120_000;

/** The longest that an email to many recipients keeps others waiting: with what is reserved ahead, less than that. */
const LONGEST_SPAN_MILLISECONDS = 90_000;

/** What reserving needs from outside. */
export interface SharedSlotsDeps {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Slots of all workers together, handed out by the table: at a few emails a second two workers that know nothing of
 * each other send in step, and SES throttles one of them at every turn. It takes one write for each email.
 */
export class SharedSlots {
  readonly #deps: SharedSlotsDeps;

  constructor(deps: SharedSlotsDeps) {
    this.#deps = deps;
  }

  /**
   * Reserves the next slot, and keeps everybody from the `intervalMilliseconds` after it.
   *
   * @param latest a slot after this moment is left to others, in milliseconds since the epoch.
   * @returns when it is, in milliseconds since the epoch; after `latest` none is reserved.
   * @throws Error where the table cannot be read or written.
   */
  async reserve(intervalMilliseconds: number, latest: number): Promise<number> {
    const span = Math.min(Math.ceil(intervalMilliseconds), LONGEST_SPAN_MILLISECONDS);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const now = this.#deps.now();
      const slot = await this.#take(span, latest);
      if (slot === undefined) {
        const next = await this.#next();
        const longest = now + LONGEST_LEAD_MILLISECONDS;
        if (next <= longest) return next;
        // No worker reserves so far ahead, unless its clock is wrong; nobody is to wait for that.
        return (await this.#restart(now + span, 'nextSlot > :limit', longest)) ? now : next;
      }
      if (slot >= now) return slot;
      // Nobody has sent for a while: the next slot is now, unless somebody else says so first.
      if (await this.#restart(now + span, 'nextSlot = :limit', slot + span)) return now;
    }
    throw new Error(`Other workers reserved slots ${MAX_TRIES} times meanwhile`);
  }

  /** Takes the next slot as it stands in the table, long past where nobody has sent for a while. */
  async #take(span: number, latest: number): Promise<number | undefined> {
    const command = new UpdateItemCommand({
      TableName: this.#deps.tableName,
      Key: KEY,
      UpdateExpression: 'ADD nextSlot :span',
      ConditionExpression: 'attribute_not_exists(nextSlot) OR nextSlot <= :latest',
      ExpressionAttributeValues: {
        ':span': { N: String(span) },
        ':latest': { N: String(Math.floor(latest)) },
      },
      ReturnValues: 'UPDATED_NEW',
    });
    const attributes = await this.#update(command);
    return attributes && Number(attributes.nextSlot?.N) - span;
  }

  /** The next slot, which is not taken. */
  async #next(): Promise<number> {
    const { client, tableName: TableName } = this.#deps;
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: KEY, ConsistentRead: true }));
    return Number(Item?.nextSlot?.N ?? 0);
  }

  /** Begins anew at `to`, if the next slot stands to `limit` as `condition` says. */
  async #restart(to: number, condition: string, limit: number): Promise<boolean> {
    const command = new UpdateItemCommand({
      TableName: this.#deps.tableName,
      Key: KEY,
      UpdateExpression: 'SET nextSlot = :to',
      ConditionExpression: condition,
      ExpressionAttributeValues: { ':limit': { N: String(limit) }, ':to': { N: String(to) } },
      ReturnValues: 'UPDATED_NEW',
    });
    return (await this.#update(command)) !== undefined;
  }

  /** What the item has then; `undefined` where the condition does not hold. */
  async #update(command: UpdateItemCommand): Promise<Record<string, AttributeValue> | undefined> {
    try {
      const { Attributes = {} } = await this.#deps.client.send(command);
      return Attributes;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
}
