/** One resource as a template has it. */
interface PlainResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A template as plain JSON, as somebody wrote it by hand. */
export interface PlainTemplate {
  readonly Resources: Readonly<Record<string, PlainResource>>;
  readonly [section: string]: unknown;
}

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const BY_PLAIN_HTTP = { Bool: { 'aws:SecureTransport': 'false' } };
const FROM_THE_TOPIC = { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } };

/** The statement that lets SNS send to a queue, from the topic alone unless told otherwise. */
export const lettingSns = (queue: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: arn(queue),
  Condition: FROM_THE_TOPIC,
  ...changes,
});

/** The statement that closes a queue to plain HTTP. */
export const denyingPlainHttp = (queue: string) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: arn(queue),
  Condition: BY_PLAIN_HTTP,
});

/** The statement that lets the emailer send, as its sender alone unless told otherwise. */
export const lettingSend = (changes: Readonly<Record<string, unknown>> = {}) => ({
  Effect: 'Allow',
  Action: 'ses:SendEmail',
  Resource: '*',
  Condition: { StringEquals: { 'ses:FromAddress': 'sender@example.com' } },
  ...changes,
});

const LETTING_READ = {
  Effect: 'Allow',
  Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  Resource: arn('Queue'),
};

export const queuePolicy = (queue: string, ...statements: object[]): PlainResource => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: { Queues: [{ Ref: queue }], PolicyDocument: { Statement: statements } },
});

/** The emailer's role with these permissions beside that to read the queue. */
export const emailerRole = (...statements: object[]): PlainResource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    Policies: [{ PolicyName: 'Emailer', PolicyDocument: { Statement: [LETTING_READ, ...statements] } }],
  },
});

export const depthAlarm = (
  queue: string,
  MetricName = 'ApproximateNumberOfMessagesVisible',
): PlainResource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/SQS',
    MetricName,
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
  },
});

/** Code that sends mail and reports failed messages one by one. */
const SENDING_CODE = `import { SendEmailCommand } from '@aws-sdk/client-ses';
ses.send(new SendEmailCommand(email)); return { batchItemFailures };`;

const SHARED = {
  Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/aws/sns' } },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: { Ref: 'Topic' },
            Condition: BY_PLAIN_HTTP,
          },
        ],
      },
    },
  },
  UndeliveredQueue: {
    Type: 'AWS::SQS::Queue',
    Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 },
  },
  UndeliveredQueuePolicy: queuePolicy(
    'UndeliveredQueue',
    denyingPlainHttp('UndeliveredQueue'),
    lettingSns('UndeliveredQueue'),
  ),
  UndeliveredAlarm: depthAlarm('UndeliveredQueue'),
  EmailerRole: emailerRole(lettingSend()),
  Emailer: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { ZipFile: SENDING_CODE },
      Runtime: 'nodejs24.x',
      Timeout: 30,
      Role: arn('EmailerRole'),
    },
  },
};

/** The day of tests, since runtimes are deprecated by date. */
export const TODAY = new Date('2026-11-25');

const subscription = (Protocol: string, Endpoint: object): PlainResource => ({
  Type: 'AWS::SNS::Subscription',
  Properties: {
    TopicArn: { Ref: 'Topic' },
    Protocol,
    Endpoint,
    RedrivePolicy: { deadLetterTargetArn: arn('UndeliveredQueue') },
  },
});

/** A pipeline with a queue in which no rule finds anything, and nothing is left unchecked. */
export function aSoundTemplate(): PlainTemplate {
  return structuredClone({
    Resources: {
      ...SHARED,
      Subscription: subscription('sqs', arn('Queue')),
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          SqsManagedSseEnabled: true,
          VisibilityTimeout: 180,
          RedrivePolicy: { deadLetterTargetArn: arn('DeadLetterQueue'), maxReceiveCount: 5 },
        },
      },
      QueuePolicy: queuePolicy('Queue', denyingPlainHttp('Queue'), lettingSns('Queue')),
      DeadLetterQueue: {
        Type: 'AWS::SQS::Queue',
        Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 },
      },
      DeadLetterQueuePolicy: queuePolicy('DeadLetterQueue', denyingPlainHttp('DeadLetterQueue')),
      DeadLetterAlarm: depthAlarm('DeadLetterQueue'),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: arn('Queue'),
          FunctionName: { Ref: 'Emailer' },
          BatchSize: 10,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ScalingConfig: { MaximumConcurrency: 2 },
        },
      },
    },
  });
}

/** A pipeline whose topic invokes the emailer, in which no rule finds anything, and nothing is left unchecked. */
export function aSoundDirectTemplate(): PlainTemplate {
  const failures = { TargetArn: arn('UndeliveredQueue') };
  const template = structuredClone({
    Resources: {
      ...SHARED,
      Subscription: subscription('lambda', arn('Emailer')),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: arn('Emailer'),
          Principal: 'sns.amazonaws.com',
          Action: 'lambda:InvokeFunction',
          SourceArn: { Ref: 'Topic' },
        },
      },
    },
  });
  const lettingWrite = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('UndeliveredQueue') };
  return change(withResource(template, 'EmailerRole', emailerRole(lettingSend(), lettingWrite)), 'Emailer', {
    DeadLetterConfig: failures,
    ReservedConcurrentExecutions: 2,
  });
}

/** The template with other properties of a resource; those that are undefined are taken away. */
export function change(
  template: PlainTemplate,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): PlainTemplate {
  const resource = template.Resources[logicalId];
  if (!resource) throw new Error(`There is no ${logicalId} in the template.`);
  const changed = Object.entries({ ...resource.Properties, ...properties });
  const Properties = Object.fromEntries(changed.filter(([, value]) => value !== undefined));
  return withResource(template, logicalId, { ...resource, Properties });
}

/** The template with a resource more, or in the place of the one with that id. */
export function withResource(
  template: PlainTemplate,
  logicalId: string,
  resource: PlainResource,
): PlainTemplate {
  return { ...template, Resources: { ...template.Resources, [logicalId]: resource } };
}

/** The template with a policy of `queue` that lets SNS send, as `changes` say. */
export function lettingSnsInto(
  template: PlainTemplate,
  queue: string,
  changes: Readonly<Record<string, unknown>>,
): PlainTemplate {
  return withResource(template, `${queue}Policy`, queuePolicy(queue, lettingSns(queue, changes)));
}

/** The template without some of its resources. */
export function without(template: PlainTemplate, ...logicalIds: string[]): PlainTemplate {
  const left = Object.entries(template.Resources).filter(([id]) => !logicalIds.includes(id));
  return { ...template, Resources: Object.fromEntries(left) };
}
