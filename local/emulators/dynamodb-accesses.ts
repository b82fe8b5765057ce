import type { Access } from '../iam/gate.ts';
import type { Permissions } from '../iam/permissions.ts';

type Place = Pick<Permissions, 'region' | 'accountId'>;

/** The parts of DynamoDB's requests that say what they are about. */
interface Body {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly ResourceArn?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName?: string }>>[];
}

/** The actions that IAM knows for the parts of a transaction. */
const TRANSACTED: Readonly<Record<string, string>> = {
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Delete: 'dynamodb:DeleteItem',
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
};

/**
 * What a request to DynamoDB needs to be allowed.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export function dynamoDbAccesses(operation: string, body: Body, place: Place): Access[] {
  const { TableName, IndexName, ResourceArn, RequestItems, TransactItems } = body;
  const action = `dynamodb:${operation}`;
  const tables = Object.keys(RequestItems ?? {});
  if (tables.length > 0) return tables.map((table) => needed(action, tableArn(table, place)));
  const parts = (TransactItems ?? []).flatMap((item) => Object.entries(item));
  if (parts.length > 0) {
    return parts.map(([kind, part]) => needed(TRANSACTED[kind] ?? action, tableArn(part.TableName, place)));
  }
  if (ResourceArn !== undefined) return [needed(action, ResourceArn)];
  const arn = tableArn(TableName, place);
  return [needed(action, IndexName === undefined ? arn : `${arn}/index/${IndexName}`)];
}

function needed(action: string, resource: string): Access {
  return { action, resources: [resource], context: {} };
}

/** A table is named by its name or its ARN. */
function tableArn(table: string | undefined, { region, accountId }: Place): string {
  if (table === undefined) return '*';
  return table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
}
