import type { Service } from '../service.ts';
import { type DynamoDbEmulator, startDynamoDb } from './dynalite.ts';
import { globalTable, type TableNeeds, table } from './resources/table.ts';

export const dynamoDb: Service<DynamoDbEmulator, TableNeeds> = {
  name: 'DynamoDB',
  endpoints: ['dynamodb'],
  dataFolder: 'dynamodb',
  start: startDynamoDb,
  requests: async (running) => ({ dynamodb: await running.requests() }),
  resourceTypes: [table, globalTable],
};
