import type { Resource } from '../../specification/template.ts';

const ANYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const ANYBODY = { ...ANYTHING, Principal: '*' };

/**
 * Settings that our resources do not have, by type and path: each would lose, leak, repeat or silence something. Where the
 * path is of a list, the value becomes an entry of it.
 */
export const HARMFUL_SETTINGS: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  'AWS::SNS::Topic': {
    'Properties.FifoTopic': [true],
    'Properties.DataProtectionPolicy': [
      { Statement: [{ Operation: { Deny: {} }, DataDirection: 'Inbound' }] },
    ],
    'Properties.Subscription': [{ Endpoint: 'https://example.net', Protocol: 'https' }],
    'Properties.TopicName': ['notifications'],
  },
  'AWS::SNS::TopicPolicy': { 'Properties.PolicyDocument.Statement': [ANYBODY] },
  'AWS::SNS::Subscription': {
    'Properties.FilterPolicy': [{ kind: ['email'] }],
    'Properties.DeliveryPolicy': [{ healthyRetryPolicy: { numRetries: 1 } }],
    'Properties.RedrivePolicy': [{ deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:999999999999:queue' }],
    'Properties.Region': ['us-east-1'],
  },
  'AWS::SQS::Queue': {
    'Properties.DelaySeconds': [900],
    'Properties.FifoQueue': [true],
    'Properties.KmsMasterKeyId': ['alias/aws/sqs'],
    'Properties.MaximumMessageSize': [1024],
    'Properties.QueueName': ['notifications'],
    'Properties.RedriveAllowPolicy': [{ redrivePermission: 'denyAll' }],
    'Properties.RedrivePolicy': [
      { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:999999999999:queue', maxReceiveCount: 1 },
    ],
  },
  'AWS::SQS::QueuePolicy': { 'Properties.PolicyDocument.Statement': [ANYBODY] },
  'AWS::Lambda::EventSourceMapping': {
    'Properties.Enabled': [false],
    'Properties.FilterCriteria': [{ Filters: [{ Pattern: '{"body":{"recipient":["ada@example.com"]}}' }] }],
    'Properties.ProvisionedPollerConfig': [{ MinimumPollers: 2 }],
  },
  'AWS::Lambda::Function': {
    'Properties.Environment.Variables.AWS_ENDPOINT_URL': ['https://example.net'],
    'Properties.Environment.Variables.NODE_OPTIONS': ['--import /tmp/module.mjs'],
    'Properties.Environment.Variables.NODE_TLS_REJECT_UNAUTHORIZED': ['0'],
    'Properties.Environment.Variables.POWERTOOLS_IDEMPOTENCY_DISABLED': ['true'],
    'Properties.Environment.Variables.POWERTOOLS_LOGGER_LOG_EVENT': ['true'],
    'Properties.FileSystemConfigs': [
      [{ Arn: 'arn:aws:elasticfilesystem:::access-point/a', LocalMountPath: '/mnt' }],
    ],
    'Properties.FunctionName': ['emailer'],
    'Properties.Layers': [['arn:aws:lambda:eu-west-1:999999999999:layer:any:1']],
    'Properties.ReservedConcurrentExecutions': [0],
    'Properties.VpcConfig': [{ SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }],
  },
  'AWS::IAM::Role': {
    'Properties.AssumeRolePolicyDocument.Statement': [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } },
    ],
    'Properties.ManagedPolicyArns': [['arn:aws:iam::aws:policy/AdministratorAccess']],
    'Properties.Policies': [[{ PolicyName: 'Any', PolicyDocument: { Statement: [ANYTHING] } }]],
    'Properties.PermissionsBoundary': ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  },
  'AWS::IAM::Policy': {
    'Properties.PolicyDocument.Statement': [
      ANYTHING,
      { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
      { Effect: 'Deny', Action: '*', Resource: '*' },
    ],
    'Properties.Users': [['somebody']],
  },
  'AWS::DynamoDB::Table': {
    'Properties.ResourcePolicy': [{ PolicyDocument: { Statement: [ANYBODY] } }],
    'Properties.StreamSpecification': [{ StreamViewType: 'NEW_IMAGE' }],
    'Properties.TableName': ['sent'],
  },
  'AWS::Logs::LogGroup': { 'Properties.LogGroupName': ['/aws/lambda/emailer'] },
  'AWS::CloudWatch::Alarm': { 'Properties.ActionsEnabled': [false] },
};

/** Resources that our template does not have: each opens a way in or out. */
export function harmfulResources(
  idOf: (type: string, name: RegExp) => string,
): Readonly<Record<string, Resource>> {
  const topic = idOf('AWS::SNS::Topic', /NotificationTopic/);
  const queue = idOf('AWS::SQS::Queue', /sQueue/);
  const deadLetterQueue = idOf('AWS::SQS::Queue', /DeadLetter/);
  const fn = idOf('AWS::Lambda::Function', /Publisher/);
  const emailer = idOf('AWS::Lambda::Function', /Emailer/);
  const role = idOf('AWS::IAM::Role', /Emailer/);
  return {
    Eavesdropper: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: topic }, Protocol: 'https', Endpoint: 'https://example.net' },
    },
    OpenUrl: {
      Type: 'AWS::Lambda::Url',
      Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': [fn, 'Arn'] } },
    },
    OpenInvoke: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Action: 'lambda:InvokeFunction', Principal: '*', FunctionName: { Ref: fn } },
    },
    OpenQueue: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { Queues: [{ Ref: queue }], PolicyDocument: { Statement: [ANYBODY] } },
    },
    OpenTopic: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ Ref: topic }], PolicyDocument: { Statement: [ANYBODY] } },
    },
    MightyRole: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'Any', Roles: [{ Ref: role }], PolicyDocument: { Statement: [ANYTHING] } },
    },
    SecondConsumer: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] }, FunctionName: { Ref: fn } },
    },
    DeadLetterConsumer: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': [deadLetterQueue, 'Arn'] },
        FunctionName: { Ref: emailer },
      },
    },
  };
}
