import { describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { handlerCode } from '../../../lib/handler-asset.ts';
import * as entryPoint from '../../../lib/index.ts';
import {
  anApp,
  aPipeline,
  arnOf,
  aStack,
  logicalIdOf,
  onlyResource,
  refTo,
  resourceOf,
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

describe('the queue', () => {
  it('is encrypted, outlasts the horizon and gives up to the dead-letter queue', () => {
    expect(resourceOf(pipeline.queue).Properties).toEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 172_800,
      VisibilityTimeout: 180,
      RedrivePolicy: { deadLetterTargetArn: arnOf(pipeline.deadLetterQueue), maxReceiveCount: 500 },
    });
  });

  it.each(['deadLetterQueue', 'undeliveredQueue'] as const)(
    'has in %s one that is encrypted, keeps 14 days and outlives the stack',
    (name) => {
      const queue = resourceOf(pipeline[name]);

      expect(queue.Properties).toEqual({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
      expect(queue).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    },
  );

  it('follows the send rate and the horizon', () => {
    const { queue, emailer } = aPipeline({ sendRate: 100, retryFor: Duration.days(7) });

    expect(resourceOf(queue).Properties).toMatchObject({
      MessageRetentionPeriod: 691_200,
      VisibilityTimeout: 618,
      RedrivePolicy: { maxReceiveCount: 999 },
    });
    expect(resourceOf(emailer).Properties).toMatchObject({ Timeout: 103 });
    expect(onlyResource(queue, 'AWS::Lambda::EventSourceMapping').Properties).toMatchObject({
      ScalingConfig: { MaximumConcurrency: 20 },
    });
  });
});

describe('the functions', () => {
  it.each([
    { name: 'publisher', logs: 'PublisherLogs', environment: { MAILROOM_TOPIC_ARN: refTo(pipeline.topic) } },
    {
      name: 'emailer',
      logs: 'QueueEmailerLogs',
      environment: { MAILROOM_SOURCE_ADDRESS: 'sender@example.com' },
    },
  ] as const)('$name runs its bundle on Node 24 and arm64, with JSON logs', ({ name, logs, environment }) => {
    const fn = pipeline[name];
    const logGroup = pipeline.node.findChild(logs);

    expect(resourceOf(fn).Properties).toEqual({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Code: { S3Bucket: expect.anything(), S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) },
      Role: arnOf(fn.role as NonNullable<typeof fn.role>),
      MemorySize: 256,
      Timeout: 30,
      Environment: { Variables: { ...environment, NODE_OPTIONS: '--enable-source-maps' } },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: refTo(logGroup) },
    });
    expect(resourceOf(logGroup)).toMatchObject({
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
    });
  });

  it('keeps a display name in the emailer’s environment', () => {
    const { emailer } = aPipeline({ sourceAddress: 'Ada <ada@example.com>' });

    expect(resourceOf(emailer).Properties).toMatchObject({
      Environment: { Variables: { MAILROOM_SOURCE_ADDRESS: 'Ada <ada@example.com>' } },
    });
  });

  it('maps the queue to the emailer, in batches whose failures are reported one by one', () => {
    expect(onlyResource(pipeline, 'AWS::Lambda::EventSourceMapping').Properties).toEqual({
      EventSourceArn: arnOf(pipeline.queue),
      FunctionName: refTo(pipeline.emailer),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      ScalingConfig: { MaximumConcurrency: 3 },
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
    const types = Object.values(templateOf(pipeline).toJSON().Resources).map(
      (resource) => (resource as { Type: string }).Type,
    );
    const counts = Object.fromEntries(
      [...new Set(types)].map((type) => [type, types.filter((t) => t === type).length]),
    );

    expect(counts).toEqual({
      'AWS::SNS::Topic': 1,
      'AWS::SNS::TopicPolicy': 1,
      'AWS::SNS::Subscription': 1,
      'AWS::SQS::Queue': 3,
      'AWS::SQS::QueuePolicy': 3,
      'AWS::Lambda::Function': 2,
      'AWS::Lambda::EventSourceMapping': 1,
      'AWS::Logs::LogGroup': 2,
      'AWS::IAM::Role': 2,
      'AWS::IAM::Policy': 2,
    });
  });

  it.each([
    { type: 'AWS::SNS::Topic', name: 'TopicName' },
    { type: 'AWS::SQS::Queue', name: 'QueueName' },
    { type: 'AWS::Lambda::Function', name: 'FunctionName' },
    { type: 'AWS::Logs::LogGroup', name: 'LogGroupName' },
    { type: 'AWS::IAM::Role', name: 'RoleName' },
  ])('gives no $type a name, so that several fit into one account', ({ type, name }) => {
    templateOf(pipeline).allResourcesProperties(type, { [name]: Match.absent() });
  });

  it('keeps the logical ids of what holds data, and of the publisher', () => {
    const stack = aStack();
    const { topic, queue, deadLetterQueue, undeliveredQueue, publisher } = aPipeline({}, { stack });

    expect([topic, queue, deadLetterQueue, undeliveredQueue, publisher].map(logicalIdOf)).toEqual([
      'NotificationsNotificationTopic450FED29',
      'NotificationsQueue91395D8F',
      'NotificationsDeadLetterQueue32AE6445',
      'NotificationsUndeliveredQueue5C95448D',
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
    template.resourceCountIs('AWS::Lambda::Function', 4);
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 2);
    expect(logicalIdOf(first.topic)).not.toBe(logicalIdOf(second.topic));
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: refTo(second.topic),
      Endpoint: arnOf(second.queue),
      RedrivePolicy: { deadLetterTargetArn: arnOf(second.undeliveredQueue) },
    });
  });

  it('gives the same template where the app lets the CDK grant access to keys by their alias', () => {
    const context = { '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal': true };

    const flagged = aPipeline({}, { stack: aStack('Backend', anApp(context)) });

    expect(templateOf(flagged).toJSON()).toEqual(templateOf(pipeline).toJSON());
  });
});
