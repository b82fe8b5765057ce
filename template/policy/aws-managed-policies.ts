import { readDocument, type Statements } from './document.ts';

function allowing(...actions: string[]): Statements {
  return readDocument({ Statement: actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' })) });
}

/**
 * Policies of AWS that roles of functions have, as far as rules ask for their actions. None but the last ones lets a
 * function send mail; of any other policy that is not known.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const AWS_MANAGED: ReadonlyMap<string, Statements> = new Map([
  ['AWSLambdaBasicExecutionRole', allowing()],
  ['AWSLambdaVPCAccessExecutionRole', allowing()],
  [
    'AWSLambdaSQSQueueExecutionRole',
    allowing('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'),
  ],
  ['AWSLambdaDynamoDBExecutionRole', allowing()],
  ['AWSLambdaKinesisExecutionRole', allowing()],
  ['AWSXRayDaemonWriteAccess', allowing()],
  ['AWSXrayWriteOnlyAccess', allowing()],
  ['CloudWatchLambdaInsightsExecutionRolePolicy', allowing()],
  ['CloudWatchLambdaApplicationSignalsExecutionRolePolicy', allowing()],
  ['AmazonSQSFullAccess', allowing('sqs:*')],
  ['AmazonSNSFullAccess', allowing('sns:*')],
  ['AmazonSSMReadOnlyAccess', allowing()],
  ['AmazonDynamoDBFullAccess', allowing()],
  ['AmazonS3ReadOnlyAccess', allowing()],
  ['AmazonSESFullAccess', allowing('ses:*')],
  ['AdministratorAccess', allowing('*')],
]);
