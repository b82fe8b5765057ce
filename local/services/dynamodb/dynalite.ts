import type { JsonObject } from '../../../template/json.ts';
import { type Clock, REAL_CLOCK } from '../../clock/clock.ts';
import { EmulatorThread } from '../../hosting/emulator-thread.ts';
import { type RemoteGate, remoteGate } from '../../hosting/remote-gate.ts';
import type { RequestsByAction, ThreadOptions } from '../../hosting/thread-contract.ts';
import { threadFile } from '../../hosting/thread-file.ts';

/** How the local DynamoDB behaves; what is not named stays. */
export interface TableSettings {
  /** Whether every request is answered with `InternalServerError`, status 500. @default false */
  readonly outage?: boolean;
}

export interface DynamoDbEmulator {
  readonly url: string;
  readonly gate: RemoteGate;
  /** Creates a table, unless one of that name is already there. */
  createTable(table: JsonObject): Promise<void>;
  /** Changes settings; once it resolves, the next request meets them. */
  configure(settings: TableSettings): Promise<void>;
  requests(): Promise<RequestsByAction>;
  stop(): Promise<void>;
}

export interface DynamoDbOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where items are kept over a restart; in memory only where it is not given. */
  readonly dataDirectory?: string | undefined;
  /** @default the machine's clock */
  readonly clock?: Clock;
}

/** dynalite takes any signature, but wants one. */
const UNSIGNED = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
};

/**
 * Starts DynamoDB on loopback, in a thread of its own.
 *
 * @throws Error in one sentence where the port is taken, or the npm package `dynalite` is not installed.
 */
export async function startDynamoDb({
  port,
  dataDirectory,
  clock = REAL_CLOCK,
}: DynamoDbOptions): Promise<DynamoDbEmulator> {
  const options: ThreadOptions = { port, dataDirectory, clock: clock.memory };
  const thread = await EmulatorThread.start(threadFile('./dynalite-worker.ts', import.meta.url), options);
  return {
    url: thread.url,
    gate: remoteGate(thread),
    createTable: async (table) => {
      await createTable(thread.url, table);
      await thread.ask('created', table.TableName);
    },
    configure: async (settings) => {
      await thread.ask('configure', settings);
    },
    requests: async () => (await thread.ask('requests')) as RequestsByAction,
    stop: () => thread.stop(),
  };
}

async function createTable(url: string, table: JsonObject): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...UNSIGNED, 'x-amz-target': 'DynamoDB_20120810.CreateTable' },
    body: JSON.stringify(table),
  });
  if (response.ok) return;
  const answer = await response.text();
  if (!answer.includes('ResourceInUseException')) throw new Error(`DynamoDB refused the table: ${answer}`);
}
