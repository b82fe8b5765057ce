import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

/** A table of what has been sent, in an emulator of its own. */
export interface ATable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  items(): Promise<Record<string, AttributeValue>[]>;
  put(item: Record<string, AttributeValue>): Promise<void>;
  stop(): void;
}

export async function aTable(): Promise<ATable> {
  const server: Server = dynalite({ createTableMs: 0 });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const tableName = 'sent';
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  return {
    client,
    tableName,
    items: async () => (await client.send(new ScanCommand({ TableName: tableName }))).Items ?? [],
    put: async (Item) => {
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    },
    stop: () => {
      client.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}
