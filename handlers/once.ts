import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { Notification } from '../contract/notification.ts';
import { SENT_PREFIX } from '../contract/sent-record.ts';
import { Doubt } from './doubt.ts';
import { DoubtfulRecords } from './doubtful-records.ts';

/** What is kept of a sent email. */
export interface SentEmail {
  readonly sesMessageId: string;
}

/** How a notification came to be sent. */
export interface Sending extends SentEmail {
  /** `false` where it had been sent before, and nothing was sent now. */
  readonly isNew: boolean;
  /** Why the table does not know of it, though it was sent. */
  readonly recordError?: unknown;
}

/** Sends one notification. */
export type Send = (doubt: Doubt) => Promise<SentEmail>;

/** Sends each notification once, as far as that can be known. */
export interface Once {
  /** The invocation that is running: a record left behind by a worker that dies is locked until its time is up. */
  begin(context: Context): void;
  /**
   * Calls `send` unless a notification of this id was sent before. It is given what is in doubt, and says so where a
   * doubt arises.
   *
   * @throws what `send` throws, after which nothing is recorded; Powertools' errors where the table says that another
   * worker is sending it, that the id was used with other content, or nothing at all.
   */
  send(id: string, notification: Notification, send: Send): Promise<Sending>;
}

/** What {@link createOnce} needs from outside. */
export interface OnceDeps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly expiresAfterSeconds: number;
  /** Whether records remember doubts, for somebody who can settle them. */
  readonly remembersDoubts: boolean;
}

/**
 * Powertools idempotency over the table: a record is written before the send, so that nobody else sends meanwhile,
 * and completed after it. Anything that fails takes the record away again, unless it leaves a doubt.
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
 */
export function createOnce({ client, tableName, expiresAfterSeconds, remembersDoubts }: OnceDeps): Once {
  const config = new IdempotencyConfig({
    eventKeyJmesPath: 'id',
    payloadValidationJmesPath: 'content',
    throwOnNoIdempotencyKey: true,
    expiresAfterSeconds,
    hashFunction: 'sha256',
  });
  const doubtful = remembersDoubts ? new DoubtfulRecords(client, tableName) : undefined;
  const persistenceStore = doubtful ?? new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: client });
  const idempotent = makeIdempotent(
    (_: object, send: () => Promise<SentEmail>) => send() as Promise<SentEmail & Record<string, string>>,
    { persistenceStore, config, keyPrefix: SENT_PREFIX, dataIndexArgument: 0 },
  );
  return {
    begin: (context) => config.registerLambdaContext(context),
    send: async (id, { id: _, ...content }, send) => {
      const doubt = new Doubt();
      const attempt = remembering(() => send(doubt));
      const act = () => idempotent({ id, content }, attempt.send);
      try {
        const { sesMessageId } = await (doubtful?.within(doubt, act) ?? act());
        return { sesMessageId, isNew: attempt.sent !== undefined };
      } catch (error) {
        // An error about the record must neither undo a sent email nor hide why one was not sent.
        if (attempt.sent) return { ...attempt.sent, isNew: true, recordError: error };
        throw attempt.failed ? attempt.failed.error : error;
      }
    },
  };
}

/** Sends whatever it is given: for a pipeline without a table. */
export const ALWAYS: Once = {
  begin: () => {},
  send: async (_id, _notification, send) => ({ ...(await send(new Doubt())), isNew: true }),
};

function remembering(send: () => Promise<SentEmail>) {
  const attempt = {
    sent: undefined as SentEmail | undefined,
    failed: undefined as { readonly error: unknown } | undefined,
    send: async () => {
      try {
        attempt.sent = await send();
        return attempt.sent;
      } catch (error) {
        attempt.failed = { error };
        throw error;
      }
    },
  };
  return attempt;
}
