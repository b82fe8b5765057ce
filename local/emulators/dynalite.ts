import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../assembly/template.ts';
import { listenError } from './listen-error.ts';
import { importEmulator } from './optional-import.ts';

export interface DynamoDbEmulator {
  readonly url: string;
  /** Creates a table, unless one of that name is already there. */
  createTable(table: JsonObject): Promise<void>;
  stop(): Promise<void>;
}

export interface DynamoDbOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where items are kept over a restart; in memory only where it is not given. */
  readonly dataDirectory?: string | undefined;
}

/** dynalite takes any signature, but wants one. */
const UNSIGNED = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
};

/** Starts dynalite on loopback. */
export async function startDynamoDb({ port, dataDirectory }: DynamoDbOptions): Promise<DynamoDbEmulator> {
  const { default: dynalite } = await importEmulator('dynalite', () => import('dynalite'));
  const server = dynalite({ createTableMs: 0, path: dataDirectory });
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, port, 'DynamoDB');
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    createTable: (table) => createTable(url, table),
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
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
