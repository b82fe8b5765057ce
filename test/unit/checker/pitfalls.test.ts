import { describe, expect, it } from '@jest/globals';
import type { RuleId } from '../../../checker/index.ts';
import {
  aSoundDirectTemplate,
  aSoundTemplate,
  change,
  emailerRole,
  lettingSend,
  lettingSns,
  type PlainTemplate,
  queuePolicy,
  without,
  withResource,
} from '../../support/checker/a-sound-template.ts';
import { findingsOf } from '../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();
const direct = aSoundDirectTemplate();
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ref = (Ref: string) => ({ Ref });
const sub = (text: string) => ({ 'Fn::Sub': text });

const topic = (Properties: object) => change(sound, 'Topic', { ...Properties });
const queue = (Properties: object) => change(sound, 'Queue', { ...Properties });
const alarm = (Properties: object) => change(sound, 'DeadLetterAlarm', { ...Properties });
const mapping = (Properties: object) => change(sound, 'Mapping', { ...Properties });
const beside = (id: string, Type: string, Properties: object, template: PlainTemplate = sound) =>
  withResource(template, id, { Type, Properties: { ...Properties } });

/** The queue's policy with this statement beside the one that lets the topic send. */
const policyWith = (statement: object) =>
  withResource(sound, 'QueuePolicy', queuePolicy('Queue', lettingSns('Queue'), statement));
const policyOf = (changes: Record<string, unknown>, template: PlainTemplate = sound) =>
  withResource(template, 'QueuePolicy', queuePolicy('Queue', lettingSns('Queue', changes)));
const denying = (changes: object) =>
  policyWith({ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*', ...changes });
const from = (operator: string, source: unknown) => ({
  Condition: { [operator]: { 'aws:SourceArn': source } },
});
const topicLets = (Service: string, Condition?: object) =>
  beside('TopicPolicy', 'AWS::SNS::TopicPolicy', {
    Topics: [ref('Topic')],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service },
          Action: 'sns:Publish',
          Resource: ref('Topic'),
          ...(Condition && { Condition }),
        },
      ],
    },
  });

const roleWith = (...statements: object[]) => withResource(sound, 'EmailerRole', emailerRole(...statements));
const code = (ZipFile: string, Runtime = 'nodejs24.x') =>
  change(roleWith(), 'Emailer', { Code: { ZipFile }, Runtime });

const keyFor = (template: PlainTemplate, ...Statement: object[]) =>
  change(beside('Key', 'AWS::KMS::Key', { KeyPolicy: { Statement } }, template), 'Queue', {
    KmsMasterKeyId: ref('Key'),
  });

const metric = (MetricName: string, Id: string) => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/SQS',
      MetricName,
      Dimensions: sound.Resources.DeadLetterAlarm?.Properties.Dimensions,
    },
  },
});
const sum = (Threshold: number, Expression = 'a + FILL(b, 0)') =>
  alarm({
    Threshold,
    ...{ MetricName: undefined, Namespace: undefined, Dimensions: undefined },
    Metrics: [
      metric('ApproximateNumberOfMessagesVisible', 'a'),
      metric('ApproximateNumberOfMessagesNotVisible', 'b'),
      { Id: 'e', Expression },
    ],
  });
const byQuery = (choice: string) =>
  alarm({
    ...{ MetricName: undefined, Namespace: undefined, Dimensions: undefined },
    Metrics: [
      {
        Id: 'q',
        Expression: sub(
          `SELECT MAX(ApproximateNumberOfMessagesVisible) FROM SCHEMA("AWS/SQS", QueueName) ${choice}`,
        ),
      },
    ],
  });
const composite = (named: string, Properties: object = {}) =>
  beside(
    'All',
    'AWS::CloudWatch::CompositeAlarm',
    { AlarmRule: `ALARM("${named}") OR ALARM(other)`, ...Properties },
    alarm({ ActionsEnabled: false, AlarmName: 'dead' }),
  );
const keepingFailures = (Properties: object) =>
  beside(
    'Failures',
    'AWS::Lambda::EventInvokeConfig',
    {
      FunctionName: ref('Emailer'),
      DestinationConfig: { OnFailure: { Destination: arn('UndeliveredQueue') } },
      ...Properties,
    },
    change(direct, 'Emailer', { DeadLetterConfig: undefined }),
  );
const fifo = change(change(topic({ FifoTopic: true }), 'Queue', { FifoQueue: true }), 'DeadLetterQueue', {
  FifoQueue: true,
});

type Pitfall = readonly [what: string, rule: RuleId, template: object, found: readonly string[]];

const NAMES: readonly Pitfall[] = [
  [
    'a name that is a dynamic reference is the same as itself',
    'dead-letter-alarm',
    change(
      alarm({ Dimensions: [{ Name: 'QueueName', Value: '{{resolve:ssm:/dead}}' }] }),
      'DeadLetterQueue',
      { QueueName: '{{resolve:ssm:/dead}}' },
    ),
    [],
  ],
  [
    'the last part of a URL is the name',
    'dead-letter-alarm',
    alarm({
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::Select': [4, { 'Fn::Split': ['/', ref('DeadLetterQueue')] }] } },
      ],
    }),
    [],
  ],
  [
    'a name with the name of the stack is the same as itself',
    'queue-policy',
    policyOf(
      from('ArnEquals', sub('arn:aws:sns:eu-west-1:123456789012:${AWS::StackName}-t')),
      topic({ TopicName: sub('${AWS::StackName}-t') }),
    ),
    [],
  ],
  [
    'what a macro makes of a policy is not known',
    'queue-policy',
    change(sound, 'QueuePolicy', { PolicyDocument: { 'Fn::Transform': { Name: 'Ours' } } }),
    ['info Queue'],
  ],
  [
    'a redrive policy may be a text with places',
    'dead-letter-queue',
    queue({ RedrivePolicy: sub('{"deadLetterTargetArn":"${DeadLetterQueue.Arn}","maxReceiveCount":5}') }),
    [],
  ],
  [
    'what a macro of the template adds is not known',
    'dead-letter-alarm',
    { ...without(sound, 'DeadLetterAlarm'), Transform: ['Ours'] },
    ['info DeadLetterQueue'],
  ],
  [
    'what an include adds is not known',
    'queue-policy',
    beside('Fn::Transform', '', {}, without(sound, 'QueuePolicy')),
    ['info Queue'],
  ],
  [
    'a loop over literals is written out',
    'queue-policy',
    {
      Resources: {
        ...without(sound, 'QueuePolicy').Resources,
        'Fn::ForEach::Policies': [
          'Name',
          ['Queue'],
          { '${Name}Policy': queuePolicy('Queue', lettingSns('Queue')) },
        ],
      },
    },
    [],
  ],
  [
    'a loop over a parameter is not known',
    'queue-policy',
    {
      Resources: {
        ...without(sound, 'QueuePolicy').Resources,
        'Fn::ForEach::Policies': [
          'Name',
          ref('Names'),
          { '${Name}Policy': queuePolicy('Queue', lettingSns('Queue')) },
        ],
      },
    },
    ['info Queue'],
  ],
];

const SENDERS: readonly Pitfall[] = [
  [
    'a pattern takes the topic',
    'queue-policy',
    policyOf(from('ArnLike', sub('arn:aws:sns:*:${AWS::AccountId}:mail-*')), topic({ TopicName: 'mail-a' })),
    [],
  ],
  [
    'a pattern of other topics does not',
    'queue-policy',
    policyOf(from('ArnLike', 'arn:aws:sns:*:123456789012:news-*'), topic({ TopicName: 'mail-a' })),
    ['error Queue'],
  ],
  [
    'StringEquals takes no pattern',
    'queue-policy',
    policyOf(from('StringEquals', 'arn:aws:sns:*:123456789012:mail-*'), topic({ TopicName: 'mail-a' })),
    ['error Queue'],
  ],
  [
    'SNS has no organisation of its own',
    'queue-policy',
    policyOf({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    ['error Queue'],
  ],
  [
    'a denial outside of the organisation is one of SNS',
    'queue-policy',
    denying({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    ['error Queue'],
  ],
  [
    'unless it spares services of AWS',
    'queue-policy',
    denying({
      Condition: {
        StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
    [],
  ],
  [
    'a denial outside of addresses is one of SNS',
    'queue-policy',
    denying({ Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    ['error Queue'],
  ],
  [
    'what another service knows of a request is not in one to a queue',
    'queue-policy',
    denying({ Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
    [],
  ],
  [
    'addresses of everybody are no restriction',
    'open-to-everyone',
    policyWith({
      Effect: 'Allow',
      Principal: '*',
      Action: 'sqs:SendMessage',
      Resource: '*',
      Condition: { IpAddress: { 'aws:SourceIp': ['0.0.0.0/0'] } },
    }),
    ['error Queue'],
  ],
  [
    'a denial of other topics is none of this one',
    'queue-policy',
    denying(from('ArnNotEquals', ref('Topic'))),
    [],
  ],
  [
    'an account is not SNS',
    'queue-policy',
    policyOf({ Principal: { AWS: ref('AWS::AccountId') } }),
    ['error Queue'],
  ],
  [
    'a name of the topic is not its ARN',
    'queue-policy',
    policyOf(from('ArnEquals', { 'Fn::GetAtt': ['Topic', 'TopicName'] })),
    ['error Queue'],
  ],
  [
    'the policy of another queue is none of this one',
    'queue-policy',
    policyOf({ Resource: arn('DeadLetterQueue') }),
    ['error Queue'],
  ],
  [
    'what SES writes is to be of an account',
    'open-to-everyone',
    topicLets('ses.amazonaws.com'),
    ['error Topic'],
  ],
  [
    'and is so by aws:SourceAccount, in any case',
    'open-to-everyone',
    topicLets('ses.amazonaws.com', { StringEquals: { 'AWS:SourceAccount': ref('AWS::AccountId') } }),
    [],
  ],
  [
    'SQS writes for nobody',
    'open-to-everyone',
    policyWith({
      Effect: 'Allow',
      Principal: { Service: 'sqs.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arn('Queue'),
    }),
    [],
  ],
];

const ATTRIBUTES: readonly Pitfall[] = [
  [
    'an endpoint is an ARN',
    'queue-policy',
    change(sound, 'Subscription', { Endpoint: ref('Queue') }),
    ['error Subscription'],
  ],
  [
    'the source of a mapping is an ARN',
    'consumer',
    mapping({ EventSourceArn: ref('Queue') }),
    ['error Mapping'],
  ],
  [
    'a dead-letter queue is named by its ARN',
    'dead-letter-queue',
    queue({ RedrivePolicy: { deadLetterTargetArn: ref('DeadLetterQueue'), maxReceiveCount: 5 } }),
    ['error Queue'],
  ],
  [
    'the role of a function is an ARN',
    'queue-permission',
    change(sound, 'Emailer', { Role: ref('EmailerRole') }),
    ['error Emailer'],
  ],
  [
    'a queue that may use another is named by its ARN',
    'dead-letter-queue',
    change(sound, 'DeadLetterQueue', {
      RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: [ref('Queue')] },
    }),
    ['error Queue'],
  ],
  [
    'an action of an alarm is an ARN',
    'dead-letter-alarm',
    alarm({ AlarmActions: [{ 'Fn::GetAtt': ['Topic', 'TopicName'] }] }),
    ['warning DeadLetterQueue'],
  ],
];

const ALARMS: readonly Pitfall[] = [
  [
    'is on all the time from 0 on',
    'dead-letter-alarm',
    alarm({ ComparisonOperator: 'GreaterThanOrEqualToThreshold' }),
    ['warning DeadLetterQueue'],
  ],
  [
    'has a second dimension, which no metric of a queue has',
    'dead-letter-alarm',
    alarm({
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeadLetterQueue', 'QueueName'] } },
        { Name: 'Stage', Value: 'prod' },
      ],
    }),
    ['warning DeadLetterQueue'],
  ],
  [
    'finds its queue by a query for its name',
    'dead-letter-alarm',
    byQuery("WHERE QueueName = '${DeadLetterQueue.QueueName}'"),
    [],
  ],
  [
    'finds another queue by a query',
    'dead-letter-alarm',
    byQuery("WHERE QueueName = '${Queue.QueueName}'"),
    ['warning DeadLetterQueue'],
  ],
  ['counts samples', 'dead-letter-alarm', alarm({ Statistic: 'SampleCount' }), ['warning DeadLetterQueue']],
  ['goes off at a sum', 'dead-letter-alarm', sum(0), []],
  ['goes off at a sum above a thousand', 'dead-letter-alarm', sum(1_000), ['warning DeadLetterQueue']],
  ['goes off at what nobody can tell', 'dead-letter-alarm', sum(1_000, 'IF(a > 0, 2000, 0)'), []],
  [
    'has no action but that it is over',
    'dead-letter-alarm',
    alarm({ OKActions: ['arn:aws:sns:eu-west-1:123456789012:ops'] }),
    ['warning DeadLetterQueue'],
  ],
  ['is switched off', 'dead-letter-alarm', alarm({ ActionsEnabled: false }), ['warning DeadLetterQueue']],
  [
    'is switched off, and is told by another',
    'dead-letter-alarm',
    beside(
      'All',
      'AWS::CloudWatch::CompositeAlarm',
      { AlarmRule: sub('ALARM("${DeadLetterAlarm}")') },
      alarm({ ActionsEnabled: false }),
    ),
    [],
  ],
];

const PARTS: readonly Pitfall[] = [
  ['of a name that another has, too', 'dead-letter-alarm', composite('dead-2'), ['warning DeadLetterQueue']],
  ['by its name', 'dead-letter-alarm', composite('dead'), []],
  ['by its ARN', 'dead-letter-alarm', composite('arn:aws:cloudwatch:eu-west-1:123456789012:alarm:dead'), []],
  [
    'of one whose actions are switched off, too',
    'dead-letter-alarm',
    composite('dead', { ActionsEnabled: false }),
    ['warning DeadLetterQueue'],
  ],
];

const READERS: readonly Pitfall[] = [
  [
    'a pipe that is stopped',
    'consumer',
    beside(
      'Pipe',
      'AWS::Pipes::Pipe',
      { Source: arn('Queue'), DesiredState: 'STOPPED' },
      without(sound, 'Mapping'),
    ),
    ['warning Pipe'],
  ],
  [
    'a mapping for one at a time, which Lambda refuses',
    'concurrency',
    mapping({ ScalingConfig: { MaximumConcurrency: 1 } }),
    ['error Mapping'],
  ],
  [
    'pollers of its own',
    'concurrency',
    mapping({ ScalingConfig: undefined, ProvisionedPollerConfig: { MaximumPollers: 2 } }),
    [],
  ],
  [
    'pollers of its own beside a maximum, which Lambda refuses',
    'concurrency',
    mapping({ ProvisionedPollerConfig: { MaximumPollers: 2 } }),
    ['error Mapping'],
  ],
];

const PERMISSIONS: readonly Pitfall[] = [
  [
    'a key of another queue is not this one’s',
    'queue-permission',
    keyFor(
      beside(
        'Other',
        'AWS::KMS::Key',
        {},
        roleWith({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: arn('Other') }),
      ),
      {},
    ),
    ['error Emailer'],
  ],
  [
    'a key may let the role in itself',
    'queue-permission',
    keyFor(sound, {
      Effect: 'Allow',
      Principal: { AWS: arn('EmailerRole') },
      Action: 'kms:Decrypt',
      Resource: '*',
    }),
    [],
  ],
  [
    'what a role denies it may not',
    'queue-permission',
    roleWith({ Effect: 'Deny', Action: 'sqs:DeleteMessage', Resource: '*' }),
    ['error Emailer'],
  ],
  [
    'a role that denies to send sends nothing',
    'mail-permission',
    roleWith(lettingSend(), { Effect: 'Deny', Action: 'ses:*', Resource: '*' }),
    ['error Emailer'],
  ],
  [
    'what keeps failures of an alias keeps none of the function itself',
    'asynchronous-failures',
    keepingFailures({ Qualifier: 'live' }),
    ['error Emailer'],
  ],
  [
    'what keeps those of the latest version does',
    'asynchronous-failures',
    keepingFailures({ Qualifier: '$LATEST' }),
    [],
  ],
  [
    'topics may be named by a pattern',
    'invoke-permission',
    change(direct, 'Permission', { SourceArn: sub('arn:aws:sns:${AWS::Region}:${AWS::AccountId}:*') }),
    [],
  ],
  [
    'a pattern may take topics of every account',
    'invoke-permission',
    change(direct, 'Permission', { SourceArn: 'arn:aws:sns:*:*:*' }),
    ['error Emailer'],
  ],
  [
    'Lambda takes no FIFO queue for failures',
    'asynchronous-failures',
    change(direct, 'UndeliveredQueue', { FifoQueue: true }),
    ['error Emailer'],
  ],
  [
    'a budget publishes by its own name',
    'key-policy',
    beside('Budget', 'AWS::Budgets::Budget', {
      NotificationsWithSubscribers: [{ Subscribers: [{ Address: ref('Topic') }] }],
    }),
    ['error Topic'],
  ],
  [
    'a receipt rule of SES does',
    'key-policy',
    beside('Rule', 'AWS::SES::ReceiptRule', {
      Rule: { Actions: [{ SNSAction: { TopicArn: ref('Topic') } }] },
    }),
    ['error Topic'],
  ],
];

const FIFO: readonly Pitfall[] = [
  ['a FIFO topic feeds a FIFO queue', 'queue-policy', fifo, []],
  [
    'a FIFO topic invokes nothing',
    'invoke-permission',
    change(direct, 'Topic', { FifoTopic: true }),
    ['error Subscription'],
  ],
  ['its undelivered messages go to a FIFO queue', 'subscription-dead-letter', fifo, ['error Subscription']],
  [
    'those of a standard topic go to none',
    'subscription-dead-letter',
    change(sound, 'UndeliveredQueue', { FifoQueue: true }),
    ['error Subscription'],
  ],
  [
    'a FIFO queue has no larger batches',
    'batch-window',
    change(fifo, 'Mapping', { BatchSize: 50, MaximumBatchingWindowInSeconds: 5 }),
    ['error Mapping'],
  ],
  [
    'and no window',
    'batch-window',
    change(fifo, 'Mapping', { MaximumBatchingWindowInSeconds: 5 }),
    ['error Mapping'],
  ],
];

const MAIL: readonly Pitfall[] = [
  [
    'under another name',
    'mail-permission',
    code("import { SendEmailCommand as Mail } from '@aws-sdk/client-ses'; ses.send(new Mail({}))"),
    ['error Emailer'],
  ],
  [
    'by an import within',
    'mail-permission',
    code(
      "const { SendEmailCommand } = await import('@aws-sdk/client-sesv2'); ses.send(new SendEmailCommand({}))",
    ),
    ['error Emailer'],
  ],
  [
    'by a client that a session makes',
    'mail-permission',
    code(
      "ses = boto3.session.Session().client(service_name='sesv2')\nses.send_email(Content={})",
      'python3.13',
    ),
    ['error Emailer'],
  ],
  [
    'by SMTP, which is no SES',
    'mail-permission',
    code("import nodemailer from 'nodemailer'; nodemailer.createTransport({ host: 'smtp' }).sendMail({})"),
    [],
  ],
  [
    'in a type alone',
    'mail-permission',
    code("import type { SendEmailCommand } from '@aws-sdk/client-ses'"),
    [],
  ],
];

describe.each([
  ['names', NAMES],
  ['whoever may send', SENDERS],
  ['an attribute of a reference', ATTRIBUTES],
  ['an alarm that', ALARMS],
  ['an alarm that is part of another', PARTS],
  ['what reads the queue', READERS],
  ['a permission', PERMISSIONS],
  ['FIFO', FIFO],
  ['code that sends', MAIL],
])('of %s:', (_kind, pitfalls) => {
  it.each(pitfalls)('%s', (_, rule, template, found) => {
    expect(findingsOf(rule, template)).toEqual(found);
  });
});
