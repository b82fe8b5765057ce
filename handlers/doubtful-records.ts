import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type PutItemCommandInput,
  type PutItemCommandOutput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { readSentRecord } from '../contract/sent-record.ts';
import type { Doubt } from './doubt.ts';

/** The attributes that are read and written here too, as Powertools names them by default. */
const ATTRIBUTES = {
  keyAttr: 'id',
  statusAttr: 'status',
  inProgressExpiryAttr: 'in_progress_expiration',
  validationKeyAttr: 'validation',
} as const;

/** Ours alone: the name of the error that stood for a lost reply. */
const ERROR_ATTRIBUTE = 'last_error';

const IN_PROGRESS = 'INPROGRESS';

type Item = Readonly<Record<string, AttributeValue>>;

/**
 * Powertools' records, which also remember doubts. A record that is taken over while it says "in progress" is one of a
 * worker that died, or whose reply was lost; DynamoDB tells of it in its answer to the write that takes it over, so
 * that it costs no read. And what fails in doubt leaves its record, open to the next who tries.
 */
export class DoubtfulRecords extends DynamoDBPersistenceLayer {
  readonly #doubts = new AsyncLocalStorage<Doubt>();
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    super({ tableName, awsSdkV3Client: client, ...ATTRIBUTES });
    this.#client = client;
    this.#tableName = tableName;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const doubt = this.#doubts.getStore();
          if (commandName !== 'PutItemCommand' || doubt === undefined) return next(args);
          const input = { ...(args.input as PutItemCommandInput), ReturnValues: 'ALL_OLD' as const };
          const result = await next({ ...args, input });
          inherit(doubt, (result.output as PutItemCommandOutput).Attributes, input.Item);
          return result;
        },
      { step: 'initialize', name: 'tellWhatIsTakenOver', override: true },
    );
  }

  /** Runs `act` so that its records say what is in doubt, and remember it. */
  within<Result>(doubt: Doubt, act: () => Promise<Result>): Promise<Result> {
    return this.#doubts.run(doubt, act);
  }

  protected override async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    const { since, error } = this.#doubts.getStore() ?? {};
    if (since === undefined) await super._deleteRecord(record);
    else await this.#leaveOpen(record.idempotencyKey, since, error);
  }

  /** From then on the record locks nothing, and says since when nobody knows. */
  async #leaveOpen(key: string, since: number, error: string | undefined): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.#tableName,
      Key: { [ATTRIBUTES.keyAttr]: { S: key } },
      UpdateExpression: `SET #since = :since${error === undefined ? '' : ', #error = :error'}`,
      ConditionExpression: '#status = :inProgress',
      ExpressionAttributeNames: {
        '#since': ATTRIBUTES.inProgressExpiryAttr,
        '#status': ATTRIBUTES.statusAttr,
        ...(error !== undefined && { '#error': ERROR_ATTRIBUTE }),
      },
      ExpressionAttributeValues: {
        ':since': { N: String(since) },
        ':inProgress': { S: IN_PROGRESS },
        ...(error !== undefined && { ':error': { S: error } }),
      },
    });
    try {
      await this.#client.send(command);
    } catch (fault) {
      // Somebody else has taken it over, and has settled it.
      if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
    }
  }
}

function inherit(doubt: Doubt, old: Item | undefined, own: Item | undefined): void {
  const record = readSentRecord(old);
  if (record?.state !== 'sending') return;
  const { validationKeyAttr } = ATTRIBUTES;
  doubt.inherit(record.lockedUntil ?? 0, {
    isOfOtherContent: old?.[validationKeyAttr]?.S !== own?.[validationKeyAttr]?.S,
    error: old?.[ERROR_ATTRIBUTE]?.S,
  });
}
