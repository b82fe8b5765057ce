import { describe, expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { handlerCode } from '../../../lib/handler-asset.ts';
import * as entryPoint from '../../../lib/index.ts';
import {
  anApp,
  aPipeline,
  arnOf,
  aStack,
  environmentOf,
  logicalIdOf,
  onlyResource,
  refTo,
  resourceOf,
  type TemplateResource,
  templateOf,
} from '../../support/pipeline-template.ts';

const pipeline = aPipeline();

describe('the entry point', () => {
  it('exports the construct and nothing else at run time', () => {
    expect(Object.keys(entryPoint)).toEqual(['CustomNotifications']);
  });
});

describe('the topic', () => {
  it('is encrypted with the account’s own key for SNS', () => {
    expect(resourceOf(pipeline.topic).Properties).toEqual({ KmsMasterKeyId: 'alias/aws/sns' });
  });

  it('delivers raw to the queue, and to the undelivered queue what it cannot deliver', () => {
    expect(onlyResource(pipeline, 'AWS::SNS::Subscription').Properties).toEqual({
      Protocol: 'sqs',
      TopicArn: refTo(pipeline.topic),
      Endpoint: arnOf(pipeline.queue),
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: arnOf(pipeline.undeliveredQueue) },
    });
  });
});

describe('the functions', () => {
  it.each([
    { name: 'publisher', logs: 'PublisherLogs', timeout: 30 },
    { name: 'emailer', logs: 'QueueEmailerLogs', timeout: 60 },
  ] as const)('$name runs its bundle on Node 24 and arm64, with JSON logs', ({ name, logs, timeout }) => {
    const fn = pipeline[name];
    const logGroup = pipeline.node.findChild(logs);

    expect(resourceOf(fn).Properties).toEqual({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Code: { S3Bucket: expect.anything(), S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) },
      Role: arnOf(fn.role as NonNullable<typeof fn.role>),
      MemorySize: 256,
      Timeout: timeout,
      Environment: expect.anything(),
      LoggingConfig: { LogFormat: 'JSON', LogGroup: refTo(logGroup) },
    });
    expect(resourceOf(logGroup)).toMatchObject({
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
    });
  });

  it('tells the publisher its topic, and nothing else', () => {
    expect(resourceOf(pipeline.publisher).Properties.Environment).toEqual({
      Variables: { MAILROOM_TOPIC_ARN: refTo(pipeline.topic) },
    });
  });

  it('maps the queue to the emailer, in batches whose failures are reported one by one', () => {
    expect(onlyResource(pipeline, 'AWS::Lambda::EventSourceMapping').Properties).toEqual({
      EventSourceArn: arnOf(pipeline.queue),
      FunctionName: refTo(pipeline.emailer),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('says what to run where a bundle is missing', () => {
    expect(() => handlerCode('postmaster' as never)).toThrow(
      /^The postmaster's bundle is missing at .*dist\/bundles\/postmaster; run npm run build in amplify-mailroom$/,
    );
  });
});

describe('CustomNotifications', () => {
  it('makes these resources and no other', () => {
    expect(countsOf(pipeline)).toEqual({
      'AWS::SNS::Topic': 1,
      'AWS::SNS::TopicPolicy': 1,
      'AWS::SNS::Subscription': 1,
      'AWS::SQS::Queue': 3,
      'AWS::SQS::QueuePolicy': 3,
      'AWS::DynamoDB::Table': 1,
      'AWS::Lambda::Function': 2,
      'AWS::Lambda::EventSourceMapping': 1,
      'AWS::Logs::LogGroup': 2,
      'AWS::IAM::Role': 2,
      'AWS::IAM::Policy': 2,
      'AWS::CloudWatch::Alarm': 8,
      'AWS::CloudWatch::Dashboard': 1,
    });
  });

  it('makes the same but for the table with deduplicateFor: false', () => {
    const { 'AWS::DynamoDB::Table': _, ...others } = countsOf(pipeline);

    expect(countsOf(aPipeline({ deduplicateFor: false }))).toEqual(others);
  });

  it.each([
    { type: 'AWS::SNS::Topic', name: 'TopicName' },
    { type: 'AWS::SQS::Queue', name: 'QueueName' },
    { type: 'AWS::DynamoDB::Table', name: 'TableName' },
    { type: 'AWS::Lambda::Function', name: 'FunctionName' },
    { type: 'AWS::Logs::LogGroup', name: 'LogGroupName' },
    { type: 'AWS::IAM::Role', name: 'RoleName' },
    { type: 'AWS::CloudWatch::Alarm', name: 'AlarmName' },
    { type: 'AWS::CloudWatch::Dashboard', name: 'DashboardName' },
  ])('gives no $type a name, so that several fit into one account', ({ type, name }) => {
    templateOf(pipeline).allResourcesProperties(type, { [name]: Match.absent() });
  });

  it('keeps the logical ids of what holds data, and of the publisher', () => {
    const stack = aStack();
    const { topic, queue, deadLetterQueue, undeliveredQueue, deduplicationTable, publisher } = aPipeline(
      {},
      { stack },
    );
    const table = deduplicationTable as Table;

    expect([topic, queue, deadLetterQueue, undeliveredQueue, table, publisher].map(logicalIdOf)).toEqual([
      'NotificationsNotificationTopic450FED29',
      'NotificationsQueue91395D8F',
      'NotificationsDeadLetterQueue32AE6445',
      'NotificationsUndeliveredQueue5C95448D',
      'NotificationsDeduplicationTable0112838A',
      'NotificationsPublisher18D80737',
    ]);
  });

  it('does not reuse the id of the seed’s emailer', () => {
    expect(pipeline.node.tryFindChild('Emailer')).toBeUndefined();
  });

  it('fits into one stack twice, each with parts of its own', () => {
    const stack = aStack();
    const first = aPipeline({ sendRate: 7 }, { stack, id: 'First' });
    const second = aPipeline({ sendRate: 7 }, { stack, id: 'Second' });

    const template = templateOf(stack);

    template.resourceCountIs('AWS::SNS::Topic', 2);
    template.resourceCountIs('AWS::SQS::Queue', 6);
    template.resourceCountIs('AWS::DynamoDB::Table', 2);
    template.resourceCountIs('AWS::Lambda::Function', 4);
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 2);
    expect(logicalIdOf(first.topic)).not.toBe(logicalIdOf(second.topic));
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: refTo(second.topic),
      Endpoint: arnOf(second.queue),
      RedrivePolicy: { deadLetterTargetArn: arnOf(second.undeliveredQueue) },
    });
    expect(environmentOf(second)).toMatchObject({
      MAILROOM_QUEUE_URL: refTo(second.queue),
      MAILROOM_DEAD_LETTER_QUEUE_URL: refTo(second.deadLetterQueue),
      MAILROOM_TABLE: refTo(second.deduplicationTable as Table),
    });
  });

  it('gives the same template where the app lets the CDK grant access to keys by their alias', () => {
    const context = { '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal': true };

    const flagged = aPipeline({}, { stack: aStack('Backend', anApp(context)) });

    expect(templateOf(flagged).toJSON()).toEqual(templateOf(pipeline).toJSON());
  });
});

/** How many resources of each type the stack of `construct` has. */
function countsOf(construct: IConstruct): Record<string, number> {
  const resources: TemplateResource[] = Object.values(templateOf(construct).toJSON().Resources);
  const byType = Object.groupBy(resources, ({ Type }) => Type);
  return Object.fromEntries(Object.entries(byType).map(([type, found = []]) => [type, found.length]));
}
