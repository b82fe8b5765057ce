import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

/** The item beside the records of what was sent; theirs have a prefix and a `#` in their key. */
const KEY = { id: { S: 'pace' } };

/** Every failed try means that another worker has reserved meanwhile, and there are few of them below four a second. */
const MAX_TRIES = 5;

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
   * @returns when it is, in milliseconds since the epoch.
   * @throws Error where the table cannot be written.
   */
  async reserve(intervalMilliseconds: number): Promise<number> {
    const span = Math.ceil(intervalMilliseconds);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const end = await this.#advance(span);
      const now = this.#deps.now();
      if (end - span >= now) return end - span;
      // Nobody has sent for a while: the next slot is now, unless somebody else says so first.
      if (await this.#restart(end, now + span)) return now;
    }
    throw new Error(`Other workers reserved slots ${MAX_TRIES} times meanwhile`);
  }

  /** Moves the end of what is reserved by `span`, from 0 where nothing ever was, and gives the new one. */
  async #advance(span: number): Promise<number> {
    const command = new UpdateItemCommand({
      TableName: this.#deps.tableName,
      Key: KEY,
      UpdateExpression: 'ADD nextSlot :span',
      ExpressionAttributeValues: { ':span': { N: String(span) } },
      ReturnValues: 'UPDATED_NEW',
    });
    const { Attributes } = await this.#deps.client.send(command);
    return Number(Attributes?.nextSlot?.N);
  }

  async #restart(from: number, to: number): Promise<boolean> {
    const command = new UpdateItemCommand({
      TableName: this.#deps.tableName,
      Key: KEY,
      UpdateExpression: 'SET nextSlot = :to',
      ConditionExpression: 'nextSlot = :from',
      ExpressionAttributeValues: { ':from': { N: String(from) }, ':to': { N: String(to) } },
    });
    try {
      await this.#deps.client.send(command);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
