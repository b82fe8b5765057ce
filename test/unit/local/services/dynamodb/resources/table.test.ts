import { describe, expect, it } from '@jest/globals';
import { deployTable } from '../../../../../../local/services/dynamodb/resources/table.ts';
import type { JsonObject } from '../../../../../../template/json.ts';
import { aResource } from '../../../../../support/local/a-resource.ts';

/** What the emulator is asked to create for a table with `properties`. */
async function created(properties: JsonObject): Promise<JsonObject[]> {
  const tables: JsonObject[] = [];
  const createTable = async (table: JsonObject) => void tables.push(table);
  await deployTable(aResource('AWS::DynamoDB::Table', properties), { createTable });
  return tables;
}

describe('deployTable', () => {
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
  const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' }];

  it('creates the table with what the API takes, and leaves the rest out', async () => {
    const kept = { KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' };
    const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };

    expect(
      await created({ ...kept, TimeToLiveSpecification, SSESpecification: { SSEEnabled: true } }),
    ).toEqual([{ TableName: 'App-Tested', ...kept }]);
  });

  it('makes numbers of capacities that are text, also in indexes', async () => {
    const ProvisionedThroughput = { ReadCapacityUnits: '5', WriteCapacityUnits: 1 };
    const GlobalSecondaryIndexes = [{ IndexName: '5', KeySchema, ProvisionedThroughput }];

    expect(await created({ TableName: 'sent', ProvisionedThroughput, GlobalSecondaryIndexes })).toEqual([
      {
        TableName: 'sent',
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 1 },
        GlobalSecondaryIndexes: [
          {
            IndexName: '5',
            KeySchema,
            ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 1 },
          },
        ],
      },
    ]);
  });

  it('names the table that DynamoDB refuses', async () => {
    const refusing = {
      url: '',
      createTable: () => Promise.reject(new Error('no key')),
      stop: async () => {},
    };

    await expect(deployTable(aResource('AWS::DynamoDB::Table'), refusing)).rejects.toThrow(
      'App/Tested (AWS::DynamoDB::Table): it cannot be created: no key.',
    );
  });

  it('creates a global table as one on demand, without its replicas and limits', async () => {
    const asked: unknown[] = [];
    const createTable = async (request: unknown) => void asked.push(request);
    const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];
    const index = { IndexName: 'by-mail', KeySchema, Projection: { ProjectionType: 'ALL' } };
    const properties = {
      ...{ KeySchema, BillingMode: 'PROVISIONED' },
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: { MinCapacity: 1 } },
      GlobalSecondaryIndexes: [{ ...index, WriteProvisionedThroughputSettings: {} }],
      Replicas: [{ Region: 'us-east-1' }],
    };

    await deployTable(aResource('AWS::DynamoDB::GlobalTable', properties), { createTable });

    expect(asked).toEqual([
      {
        TableName: expect.any(String),
        ...{ KeySchema, AttributeDefinitions: properties.AttributeDefinitions },
        ...{ BillingMode: 'PAY_PER_REQUEST', GlobalSecondaryIndexes: [index] },
      },
    ]);
  });
});
