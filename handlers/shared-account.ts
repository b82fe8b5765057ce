import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

/** The item beside the records of what was sent; theirs have a prefix and a `#` in their key. */
const KEY = { id: { S: 'account' } };

/** Sending does not wait longer than this for what only spares a call of SES. */
const TIMEOUT_MILLISECONDS = 2_000;

/** The account's sending quota, as SES told it. */
export interface AccountQuota {
  /** Emails a second; 0 where SES did not tell. */
  readonly maxSendRate: number;
  /** Emails in 24 hours; -1 without a limit. */
  readonly max24HourSend: number;
  readonly sentLast24Hours: number;
  /** When SES told it, in milliseconds since the epoch. */
  readonly toldAt: number;
}

/** What workers tell each other of the account. */
export interface AccountNote {
  /** `undefined` where no worker was told it. */
  readonly quota: AccountQuota | undefined;
  /** A digest of the words in which SES refuses everything; `undefined` where it does not. */
  readonly refusal: string | undefined;
}

/** What sharing needs from outside. */
export interface SharedAccountDeps {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
}

/**
 * What all workers know of the account, kept in the table: SES tells the quota once a second in an account, and workers
 * that start together would each ask for it; and what one has found out at the cost of mail, the next need not.
 */
export class SharedAccount {
  readonly #deps: SharedAccountDeps;

  constructor(deps: SharedAccountDeps) {
    this.#deps = deps;
  }

  /** @throws Error where it cannot be read. */
  async read(): Promise<AccountNote> {
    const { client, tableName: TableName } = this.#deps;
    // What another worker has just written must be seen.
    const command = new GetItemCommand({ TableName, Key: KEY, ConsistentRead: true });
    const { Item: item = {} } = await client.send(command, timeout());
    const quota = {
      maxSendRate: numberIn(item.maxSendRate),
      max24HourSend: numberIn(item.max24HourSend),
      sentLast24Hours: numberIn(item.sentLast24Hours),
      toldAt: numberIn(item.toldAt),
    };
    const isWhole = Object.values(quota).every(Number.isFinite);
    return { quota: isWhole ? quota : undefined, refusal: item.refusal?.S };
  }

  /** @throws Error where it cannot be written. */
  async writeQuota(quota: AccountQuota): Promise<void> {
    const names = Object.keys(quota);
    const values = Object.entries(quota).map(([name, value]) => [`:${name}`, { N: String(value) }] as const);
    const assignments = names.map((name) => `${name} = :${name}`).join(', ');
    await this.#update(`SET ${assignments}`, Object.fromEntries(values));
  }

  /** @throws Error where it cannot be written. */
  async writeRefusal(refusal: string | undefined): Promise<void> {
    if (refusal === undefined) await this.#update('REMOVE refusal');
    else await this.#update('SET refusal = :refusal', { ':refusal': { S: refusal } });
  }

  async #update(UpdateExpression: string, values?: Record<string, AttributeValue>): Promise<void> {
    const { client, tableName: TableName } = this.#deps;
    const command = { TableName, Key: KEY, UpdateExpression, ExpressionAttributeValues: values };
    await client.send(new UpdateItemCommand(command), timeout());
  }
}

function timeout() {
  return { abortSignal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) };
}

function numberIn(value: AttributeValue | undefined): number {
  return Number(value?.N);
}
