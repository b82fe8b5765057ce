import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { templateIn } from '../../../../local/assembly/read-template.ts';
import type { Resource } from '../../../../local/assembly/resource.ts';
import { notEmulated } from '../../../../local/deploy/not-emulated.ts';
import { readPermissions } from '../../../../local/deploy/permissions/read-permissions.ts';
import { pipelinesOf } from '../../../../local/pipelines.ts';
import { RESOURCE_TYPES } from '../../../../local/registry.ts';
import { alarmMessage } from '../../../../local/services/cloudwatch/alarm-message.ts';
import { alarmKinds, readAlarm } from '../../../../local/services/cloudwatch/resources/alarm.ts';
import { deployTable } from '../../../../local/services/dynamodb/resources/table.ts';
import { mappingOf, pollsQueue } from '../../../../local/services/lambda/resources/event-source-mapping.ts';
import { functionOf, runsNode } from '../../../../local/services/lambda/resources/function.ts';
import { deployQueue } from '../../../../local/services/sns-sqs/resources/queue.ts';
import { subscriptionOf } from '../../../../local/services/sns-sqs/resources/subscription.ts';
import { deployTopic } from '../../../../local/services/sns-sqs/resources/topic.ts';
import type { JsonObject } from '../../../../template/json.ts';
import { anyJson } from '../../../support/any/any-json.ts';
import { cases } from '../../../support/any/cases.ts';
import { aResource, resourcesOf } from '../../../support/local/a-resource.ts';
import { SOURCES } from '../../../support/local/an-alarm.ts';

const HERE = { region: 'eu-west-1', accountId: '000000000000' };
const URL = 'http://127.0.0.1:1';
const ENDPOINTS = {
  sns: URL,
  sqs: URL,
  ses: URL,
  dynamodb: URL,
  lambda: URL,
  cloudwatch: URL,
  sts: URL,
  s3: URL,
};
const ASSEMBLY = { directory: '/nowhere', stacks: [], assetPath: () => undefined };

/** It takes whatever it is sent, and what it answers nobody needs. */
const TAKES_ALL = { send: async () => ({}) } as never;

/** What reads the properties of which type, in which any may be anything. */
const READERS: Record<string, { keys: string[]; read: (resource: Resource) => unknown; valid?: JsonObject }> =
  {
    'AWS::SQS::Queue': {
      keys: ['VisibilityTimeout', 'RedrivePolicy', 'KmsMasterKeyId', 'DelaySeconds', 'FifoQueue'],
      read: (resource) => deployQueue(resource, TAKES_ALL),
    },
    'AWS::SNS::Topic': {
      keys: ['FifoTopic', 'ContentBasedDeduplication', 'Subscription', 'TopicName'],
      read: (resource) => deployTopic(resource, TAKES_ALL),
    },
    'AWS::DynamoDB::Table': {
      keys: ['AttributeDefinitions', 'BillingMode', 'KeySchema', 'ProvisionedThroughput'],
      read: (resource) => deployTable(resource, { createTable: async () => {} }),
    },
    'AWS::SNS::Subscription': {
      keys: [
        'FilterPolicy',
        'FilterPolicyScope',
        'RawMessageDelivery',
        'RedrivePolicy',
        'TopicArn',
        'Protocol',
        'Endpoint',
      ],
      valid: { TopicArn: 'arn:aws:sns:eu-west-1:000000000000:mail', Protocol: 'sqs', Endpoint: 'queue' },
      read: (resource) => [subscriptionOf(resource), notEmulated(RESOURCE_TYPES, [resource])],
    },
    'AWS::Lambda::EventSourceMapping': {
      keys: [
        'EventSourceArn',
        'FunctionName',
        'Enabled',
        'BatchSize',
        'ScalingConfig',
        'FunctionResponseTypes',
      ],
      valid: { EventSourceArn: 'arn:aws:sqs:eu-west-1:000000000000:jobs', FunctionName: 'work' },
      read: (resource) => [
        pollsQueue(resource),
        notEmulated(RESOURCE_TYPES, [resource]),
        mappingOf(resource),
      ],
    },
    'AWS::Lambda::Function': {
      keys: [
        'Runtime',
        'Handler',
        'Environment',
        'LoggingConfig',
        'MemorySize',
        'Timeout',
        'Role',
        'Code',
        'Layers',
      ],
      valid: { Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile: '' } },
      read: (resource) => [
        runsNode(resource),
        notEmulated(RESOURCE_TYPES, [resource]),
        readPermissions(RESOURCE_TYPES, [resource], HERE),
        functionOf(resource, {
          ...{ assembly: ASSEMBLY, region: HERE.region, endpoints: ENDPOINTS },
          ...{ secrets: {}, storedValue: () => undefined },
        }),
      ],
    },
    'AWS::CloudWatch::Alarm': {
      keys: [
        ...[
          'MetricName',
          'Namespace',
          'Statistic',
          'Period',
          'EvaluationPeriods',
          'Threshold',
          'TreatMissingData',
        ],
        ...[
          'Metrics',
          'Dimensions',
          'AlarmActions',
          'ActionsEnabled',
          'ComparisonOperator',
          'ExtendedStatistic',
        ],
      ],
      valid: {
        ...{
          MetricName: 'Sent',
          Namespace: 'App',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 5,
        },
        ComparisonOperator: 'GreaterThanThreshold',
      },
      read: async (resource) => {
        const alarm = await readAlarm(resource, SOURCES);
        const change = { at: 0, from: 'OK', to: 'ALARM', reason: '' } as const;
        return [alarmKinds(alarm, new Set()), alarmMessage(alarm, change as never, HERE)];
      },
    },
  };

/** Resources with policies, each property of which may be anything. */
const POLICY_TYPES = {
  ...{
    'AWS::IAM::Role': [
      'Policies',
      'ManagedPolicyArns',
      'PermissionsBoundary',
      'AssumeRolePolicyDocument',
      'RoleName',
    ],
  },
  ...{
    'AWS::IAM::Policy': ['Roles', 'PolicyName', 'PolicyDocument'],
    'AWS::IAM::RolePolicy': ['RoleName', 'PolicyDocument'],
  },
  ...{
    'AWS::IAM::ManagedPolicy': ['Roles', 'PolicyDocument'],
    'AWS::SQS::QueuePolicy': ['Queues', 'PolicyDocument'],
  },
  ...{ 'AWS::SNS::TopicPolicy': ['Topics', 'PolicyDocument'] },
  'AWS::Lambda::Permission': ['FunctionName', 'Principal', 'SourceArn', 'Action', 'SourceAccount'],
};

const anyValue = anyJson({
  keys: [
    ...[
      'Statement',
      'Effect',
      'Action',
      'NotAction',
      'Principal',
      'NotPrincipal',
      'Resource',
      'Condition',
      'StringEquals',
    ],
    ...[
      'AWS',
      'Service',
      'PolicyName',
      'PolicyDocument',
      'deadLetterTargetArn',
      'Variables',
      'MaximumConcurrency',
    ],
    ...['Id', 'Expression', 'MetricStat', 'Metric', 'Name', 'Value', 'LogFormat', 'ReadCapacityUnits'],
  ],
  texts: ['sqs:*', '*', 'Allow', 'aws:SourceArn', 'm1 + m2', 'JSON'],
}).filter((value) => isTemplateLike(value)) as fc.Arbitrary<JsonObject>;

function isTemplateLike(value: unknown): boolean {
  try {
    return templateIn({ a: value }, 'file') !== undefined;
  } catch {
    return false;
  }
}

const outcomeOf = async (action: () => unknown): Promise<unknown> => {
  try {
    return await action();
  } catch (error) {
    return error;
  }
};

const UNTEXTED = JSON.parse('{"toString":1,"valueOf":1}');

describe('a resource of which a property is anything', () => {
  it.each(Object.keys(READERS))('is deployed as it is, or named: %s', async (type) => {
    const { keys, read, valid = {} } = READERS[type] as (typeof READERS)[string];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...keys), anyValue, { maxKeys: 3 }),
        async (properties) => {
          const outcome = await outcomeOf(() => read(aResource(type, { ...valid, ...properties })));

          if (outcome instanceof Error) expect(outcome.message).toMatch(/^App\/Tested/);
        },
      ),
      {
        numRuns: cases(200),
        examples: keys.map((key) => [{ [key]: UNTEXTED }] as [Record<string, JsonObject>]),
      },
    );
  });

  it.each(Object.entries(POLICY_TYPES))('is read where it says who may what: %s', (type, keys) => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), anyValue, { maxKeys: 3 }), (properties) => {
        const resources = {
          Tested: { Type: type, Properties: properties },
          Queue: { Type: 'AWS::SQS::Queue' },
        };
        const read = () => readPermissions(RESOURCE_TYPES, resourcesOf(resources), HERE).unknown;

        try {
          expect(Array.isArray(read())).toBe(true);
        } catch (error) {
          expect((error as Error).message).toMatch(/^App\/Tested/);
        }
      }),
      {
        numRuns: cases(200),
        examples: [
          ...keys.map((key) => [{ [key]: UNTEXTED }]),
          ...keys.map((key) => [{ [key]: [UNTEXTED] }]),
          [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: [UNTEXTED], Resource: UNTEXTED } } }],
          [
            {
              PolicyDocument: {
                Statement: { Effect: 'Allow', Action: 'sqs:*', Principal: { AWS: UNTEXTED } },
              },
            },
          ],
          [
            {
              PolicyDocument: {
                Statement: {
                  Effect: 'Allow',
                  Action: 'sqs:*',
                  Condition: { StringEquals: { 'aws:SourceArn': UNTEXTED } },
                },
              },
            },
          ],
        ] as [Record<string, JsonObject>][],
      },
    );
  });
});

describe('outputs of anything', () => {
  const deployed = {
    ...{ topics: [], queues: [], subscriptions: [], mappings: [], functions: [], alarms: [] },
    destinations: [],
  };

  it('are pipelines, or it is said which output holds none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyValue,
          anyValue.map((value) => JSON.stringify({ custom: { pipelines: value } })),
        ),
        (output) => {
          const read = () => pipelinesOf({ outputs: () => [output] }, deployed);

          try {
            expect(typeof read()).toBe('object');
          } catch (error) {
            expect((error as Error).message).toMatch(/^The output customOutputs/);
          }
        },
      ),
      { numRuns: cases(200), examples: [[UNTEXTED], [[Object.create(null)] as never]] },
    );
  });
});
