import type { JsonObject } from '../json.ts';

const LOGGING = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const STREAMING = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (one) => `dynamodb:${one}`,
);
const READING_TABLES = [
  'BatchGetItem',
  'Describe*',
  'GetItem',
  'List*',
  'PartiQLSelect',
  'Query',
  'Scan',
].map((one) => `dynamodb:${one}`);
const POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/**
 * Policies of AWS that roles of functions have, by the end of their ARNs, and what they allow of SQS, SNS, SES, DynamoDB, S3
 * and logs; those of DynamoDB allow somewhat more. None but the last three lets a function send mail.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const ACTIONS = new Map<string, readonly string[]>([
  ['service-role/AWSLambdaBasicExecutionRole', LOGGING],
  ['service-role/AWSLambdaVPCAccessExecutionRole', LOGGING],
  ['service-role/AWSLambdaSQSQueueExecutionRole', [...POLLING, ...LOGGING]],
  ['service-role/AWSLambdaDynamoDBExecutionRole', [...STREAMING, ...LOGGING]],
  ['service-role/AWSLambdaKinesisExecutionRole', LOGGING],
  ['AWSXRayDaemonWriteAccess', []],
  ['AWSXrayWriteOnlyAccess', []],
  ['CloudWatchLambdaInsightsExecutionRolePolicy', LOGGING],
  ['CloudWatchLambdaApplicationSignalsExecutionRolePolicy', []],
  ['AmazonSQSFullAccess', ['sqs:*']],
  ['AmazonSNSFullAccess', ['sns:*']],
  ['AmazonSSMReadOnlyAccess', []],
  ['AmazonDynamoDBFullAccess', ['dynamodb:*']],
  ['AmazonDynamoDBReadOnlyAccess', [...READING_TABLES, ...STREAMING]],
  ['AmazonS3FullAccess', ['s3:*']],
  ['AmazonS3ReadOnlyAccess', ['s3:Describe*', 's3:Get*', 's3:List*']],
  ['SecretsManagerReadWrite', []],
  ['CloudWatchLogsFullAccess', LOGGING],
  ['AmazonSESFullAccess', ['ses:*']],
  // All but users, roles and organisations.
  ['PowerUserAccess', ['*']],
  ['AdministratorAccess', ['*']],
]);

/** The document of a managed policy of AWS's own; `undefined` where that is not known here. */
export function awsManagedPolicy(arn: string): JsonObject | undefined {
  const [, name = ''] = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  const actions = ACTIONS.get(name);
  return actions && { Statement: { Effect: 'Allow', Action: [...actions], Resource: '*' } };
}
