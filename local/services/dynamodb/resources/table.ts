import { type Json, type JsonObject, objectOf } from '../../../../template/json.ts';
import { numberOf, textOf } from '../../../../template/scalars.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { ResourceType } from '../../../deploy/resource-type.ts';
import type { DynamoDbEmulator } from '../dynalite.ts';

/** What the CreateTable API takes of a table's properties, under the same names. */
const CREATED_WITH = [
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'ProvisionedThroughput',
];

export const table: ResourceType<void, TableNeeds> = {
  type: 'AWS::DynamoDB::Table',
  identity: (name, { TableName }, { region, accountId }) => {
    const tableName = textOf(TableName ?? name);
    const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${tableName}`;
    return { ref: tableName, attributes: { Arn: arn, StreamArn: `${arn}/stream/local` } };
  },
  emulation: { by: 'dynalite', howFar: 'keys, indexes, billing mode; no streams, no time to live' },
  deploy: (resource, { dynamoDb }) => deployTable(resource, dynamoDb),
  permissions: (read, { template }) => {
    const { PolicyDocument } = objectOf(read.properties.ResourcePolicy);
    const arn = textOf(read.resource.getAtt('Arn'));
    return { policies: { [arn]: template.statementsIn(read, PolicyDocument) } };
  },
};

/** A table that may have replicas in other regions: here it is the one of its own region. */
export const globalTable: ResourceType<void, TableNeeds> = {
  ...table,
  type: 'AWS::DynamoDB::GlobalTable',
  emulation: { by: 'dynalite', howFar: 'as a table of its own region, without replicas and without streams' },
  permissions: (read, { template }) => {
    const arn = textOf(read.resource.getAtt('Arn'));
    const { Replicas } = read.properties;
    const replicas = Array.isArray(Replicas) ? Replicas.map((each) => objectOf(each)) : [];
    const policies = replicas.map(({ ResourcePolicy }) => objectOf(ResourcePolicy).PolicyDocument);
    const document = policies.find((each) => each !== undefined);
    return { policies: { [arn]: template.statementsIn(read, document) } };
  },
};

export interface TableNeeds {
  readonly dynamoDb: Pick<DynamoDbEmulator, 'createTable'>;
}

/** Creates a table from its properties, unless an earlier start has left it. */
export async function deployTable(
  resource: Resource,
  emulator: Pick<DynamoDbEmulator, 'createTable'>,
): Promise<void> {
  const reader = new ResourceReader(resource);
  const { properties } = reader;
  const request: JsonObject = { TableName: resource.ref() };
  for (const name of CREATED_WITH) {
    if (properties[name] !== undefined) request[name] = numbers(properties[name]);
  }
  if (resource.type === globalTable.type) Object.assign(request, onDemand(request.GlobalSecondaryIndexes));
  await reader.created(emulator.createTable(request));
}

/** A global table scales its capacity between limits, which here are not looked at. */
function onDemand(indexes: Json | undefined): JsonObject {
  if (!Array.isArray(indexes)) return { BillingMode: 'PAY_PER_REQUEST' };
  const plain = indexes.map((index) => {
    const { IndexName, KeySchema, Projection } = objectOf(index);
    return { IndexName, KeySchema, Projection };
  });
  return { BillingMode: 'PAY_PER_REQUEST', GlobalSecondaryIndexes: plain };
}

/** A template may write a number as text; the API takes only numbers. */
function numbers(value: Json): Json {
  if (Array.isArray(value)) return value.map(numbers);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const isUnits = key.endsWith('CapacityUnits');
    return [key, isUnits ? numberOf(item) : numbers(item ?? null)] as const;
  });
  return Object.fromEntries(entries);
}
