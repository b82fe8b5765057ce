import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { acceptFindings } from './accepted-finding.ts';

/** The table, and how long it keeps what it is told. */
export interface Deduplication {
  readonly table: Table;
  readonly forSeconds: number;
}

/**
 * The table of what has been sent, in the form that Powertools idempotency has it: on demand, so that idle it costs
 * nothing, and emptied by DynamoDB itself as records expire. It holds ids and digests, no address and no content.
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#required-resources
 */
export function createDeduplicationTable(scope: Construct): Table {
  const table = new Table(scope, 'DeduplicationTable', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    timeToLiveAttribute: 'expiration',
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acceptFindings(table, {
    id: 'AwsSolutions-DDB3',
    reason:
      'Its records expire, and what a lost one costs is a second copy of one email; a restore would be another table, ' +
      'without what was sent since.',
  });
  return table;
}
