import type { JsonObject } from '../../assembly/template.ts';

/**
 * What some of AWS's managed policies allow of what the local stack checks, by the end of their ARNs. Most of those that
 * functions have are about logs, traces and networks.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  AmazonSESFullAccess: ['ses:*'],
  AmazonSNSFullAccess: ['sns:*'],
  AmazonSQSFullAccess: ['sqs:*'],
  AWSXRayDaemonWriteAccess: [],
  CloudWatchLambdaInsightsExecutionRolePolicy: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  'service-role/AWSLambdaBasicExecutionRole': ['logs:CreateLogStream', 'logs:PutLogEvents'],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
  'service-role/AWSLambdaVPCAccessExecutionRole': ['logs:CreateLogStream', 'logs:PutLogEvents'],
};

/** A managed policy of AWS's own, as far as it is about what is checked; `undefined` where that is not known. */
export function awsManagedPolicy(arn: string): JsonObject | undefined {
  const [, name = ''] = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  const actions = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  return actions && { Statement: [{ Effect: 'Allow', Action: [...actions], Resource: '*' }] };
}
