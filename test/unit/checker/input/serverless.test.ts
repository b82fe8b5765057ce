import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkPipelines } from '../../../../checker/index.ts';
import { allFindings, findingsOf } from '../../../support/checker/rule-findings.ts';

const TOPIC = { Type: 'AWS::SNS::Topic', Properties: {} };
const QUEUE = { Type: 'AWS::SQS::Queue', Properties: {} };
const FEEDING = {
  Type: 'AWS::SNS::Subscription',
  Properties: { Protocol: 'sqs', TopicArn: { Ref: 'Topic' }, Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
};
const BY_QUEUE = { Type: 'SQS', Properties: { Queue: { 'Fn::GetAtt': 'Queue.Arn' } } };
const BY_TOPIC = { Type: 'SNS', Properties: { Topic: { Ref: 'Topic' } } };

/** A template of SAM with one function, and what else there is. */
const serverless = (properties: object, others: object = {}, Globals: object = {}) => ({
  Transform: 'AWS::Serverless-2016-10-31',
  Globals,
  Resources: {
    ...{ Topic: TOPIC, Queue: QUEUE },
    ...others,
    Courier: { Type: 'AWS::Serverless::Function', Properties: { Runtime: 'nodejs24.x', ...properties } },
  },
});
const onQueue = (properties: object = {}, event: object = {}, Globals: object = {}) => {
  const Feed = { ...BY_QUEUE, Properties: { ...BY_QUEUE.Properties, ...event } };
  return serverless({ Events: { Feed }, ...properties }, { Link: FEEDING }, Globals);
};
const onTopic = (properties: object = {}, event: object = {}) => {
  const Feed = { ...BY_TOPIC, Properties: { ...BY_TOPIC.Properties, ...event } };
  return serverless({
    Policies: [{ SESCrudPolicy: { IdentityName: 'a' } }],
    Events: { Feed },
    ...properties,
  });
};

describe('a function of SAM that reads a queue', () => {
  it('is a pipeline, by the path that the template has for it', () => {
    expect(checkPipelines(onQueue()).pipelines).toMatchObject([
      {
        topic: 'Template/Topic',
        queue: 'Template/Queue',
        mapping: 'Template/Courier',
        function: 'Template/Courier',
      },
    ]);
  });

  it('is judged by the properties of its event', () => {
    expect(findingsOf('consumer', onQueue())).toEqual([]);
    expect(findingsOf('consumer', onQueue({}, { Enabled: false }))).toEqual(['warning Courier']);
    expect(findingsOf('batch-window', onQueue({}, { BatchSize: 50 }))).toEqual(['error Courier']);
    expect(
      findingsOf('batch-window', onQueue({}, { BatchSize: 50, MaximumBatchingWindowInSeconds: 1 })),
    ).toEqual([]);
    const FunctionResponseTypes = ['ReportBatchItemFailures'];
    expect(findingsOf('partial-batch', onQueue({}, { FunctionResponseTypes }))).toEqual([]);
  });

  it('has what the template gives all functions, unless it has its own', () => {
    const long = { Function: { Timeout: 60 } };

    expect(findingsOf('visibility-timeout', onQueue({}, {}, long))).toEqual(['error Queue']);
    expect(findingsOf('visibility-timeout', onQueue({ Timeout: 5 }, {}, long))).toEqual([]);
  });

  it('may read it by the role that SAM makes, and not by any other', () => {
    const role = { Type: 'AWS::IAM::Role', Properties: {} };

    expect(findingsOf('queue-permission', onQueue())).toEqual([]);
    const template = onQueue({ Role: { 'Fn::GetAtt': ['Own', 'Arn'] } });
    const withRole = { ...template, Resources: { ...template.Resources, Own: role } };
    expect(findingsOf('queue-permission', withRole)).toEqual(['error Courier']);
  });

  it.each([
    ['events', { Events: { 'Fn::If': ['Live', {}, {}] } }],
    ['one event', { Events: { Feed: { 'Fn::If': ['Live', BY_QUEUE, BY_TOPIC] } } }],
  ])('whose %s nobody can tell is not checked', (_, properties) => {
    expect(findingsOf('consumer', serverless(properties, { Link: FEEDING }))).toEqual(['info Queue']);
  });
});

describe('a function of SAM that a topic invokes', () => {
  it('is told as not checked where nobody knows that it sends mail', () => {
    expect(allFindings(onTopic({ Policies: undefined }))).toEqual(['info outside-template Courier']);
  });

  it.each([
    ['a policy template', [{ SESBulkTemplatedCrudPolicy: { IdentityName: 'a' } }], true],
    ['a statement', [{ Statement: { Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' } }], true],
    ['a managed policy', 'AmazonSESFullAccess', true],
    ['a policy template of another service', { DynamoDBCrudPolicy: { TableName: 'a' } }, false],
  ])('sends mail by %s, or not', (_, Policies, sends) => {
    expect(checkPipelines(onTopic({ Policies })).pipelines).toHaveLength(sends ? 1 : 0);
  });

  it('sends mail by its code, where that is beside the template', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sam-'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(
      join(folder, 'src', 'index.mjs'),
      "import { SendEmailCommand } from '@aws-sdk/client-ses';\nawait ses.send(new SendEmailCommand(email));",
    );
    const template = onTopic({ CodeUri: './src', Handler: 'index.handler', Policies: undefined });
    writeFileSync(join(folder, 'template.json'), JSON.stringify(template));

    expect(findingsOf('mail-permission', folder)).toEqual(['error Courier']);
  });

  it('lets the topic invoke it, and is told of where failures go', () => {
    const TargetArn = { 'Fn::GetAtt': ['Queue', 'Arn'] };

    expect(findingsOf('invoke-permission', onTopic())).toEqual([]);
    expect(findingsOf('invoke-permission', onTopic({ AutoPublishAlias: 'live' }))).toEqual([]);
    expect(findingsOf('asynchronous-failures', onTopic())).toEqual(['error Courier']);
    expect(
      findingsOf('asynchronous-failures', onTopic({ DeadLetterQueue: { Type: 'SQS', TargetArn } })),
    ).toEqual([]);
    const made = { DestinationConfig: { OnFailure: { Type: 'SQS' } } };
    expect(findingsOf('asynchronous-failures', onTopic({ EventInvokeConfig: made }))).toEqual([]);
  });

  it('is fed through a queue that SAM makes where it asks for one', () => {
    const template = onTopic({}, { SqsSubscription: true });

    expect(findingsOf('queue-policy', template)).toEqual([]);
    expect(findingsOf('dead-letter-queue', template)).toEqual(['error Courier']);
    expect(findingsOf('asynchronous-failures', template)).toEqual([]);
  });
});

describe('a connector of SAM', () => {
  const connector = (Source: string, Destination: string) => ({
    Type: 'AWS::Serverless::Connector',
    Properties: { Source: { Id: Source }, Destination: { Id: Destination }, Permissions: ['Write'] },
  });

  it('lets a topic send to a queue', () => {
    const others = { Link: FEEDING };

    expect(findingsOf('queue-policy', serverless({}, others))).toEqual(['error Queue']);
    const connected = { ...others, Way: connector('Topic', 'Queue') };
    expect(findingsOf('queue-policy', serverless({}, connected))).toEqual([]);
    const embedded = {
      ...others,
      Topic: { ...TOPIC, Connectors: { Way: { Properties: { Destination: { Id: 'Queue' } } } } },
    };
    expect(findingsOf('queue-policy', serverless({}, embedded))).toEqual([]);
  });

  it('may let a role do anything', () => {
    const Own = { Type: 'AWS::IAM::Role', Properties: {} };
    const others = { Link: FEEDING, Own, Way: connector('Queue', 'Courier') };
    const Role = { 'Fn::GetAtt': ['Own', 'Arn'] };

    expect(findingsOf('queue-permission', serverless({ Role, Events: { Feed: BY_QUEUE } }, others))).toEqual([
      'info Courier',
    ]);
  });
});
