import { own } from '../../../template/json.ts';
import type { Access } from '../../iam/gate.ts';
import type { Environment } from '../../iam/permissions.ts';

/** A request as it came: what is malformed in it, the emulator itself refuses. */
type Body = Readonly<Record<string, unknown>>;

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
export function dynamoDbAccesses(operation: string, body: Body, environment: Environment): Access[] {
  const { TableName, IndexName, ResourceArn, RequestItems, TransactItems } = body;
  const action = `dynamodb:${operation}`;
  const tables = Object.keys(Object(RequestItems));
  if (tables.length > 0) return tables.map((table) => needed(action, tableArn(table, environment)));
  const items: readonly unknown[] = Array.isArray(TransactItems) ? TransactItems : [];
  const parts = items.flatMap((item) => Object.entries<unknown>(Object(item)));
  if (parts.length > 0) {
    return parts.map(([kind, part]) =>
      needed(own(TRANSACTED, kind) ?? action, tableArn(Object(part).TableName, environment)),
    );
  }
  if (typeof ResourceArn === 'string') return [needed(action, ResourceArn)];
  const arn = tableArn(TableName, environment);
  return [needed(action, typeof IndexName === 'string' ? `${arn}/index/${IndexName}` : arn)];
}

function needed(action: string, resource: string): Access {
  return { action, resources: [resource], context: {} };
}

/** A table is named by its name or its ARN. */
function tableArn(table: unknown, { region, accountId }: Environment): string {
  if (typeof table !== 'string') return '*';
  return table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
}
