import { describe, expect, it } from '@jest/globals';
import type { TemplateResource } from '../../../../local/assembly/template.ts';
import { notEmulated } from '../../../../local/deploy/not-emulated.ts';
import { RESOURCE_TYPES } from '../../../../local/registry.ts';
import type { JsonObject } from '../../../../template/json.ts';
import { resourcesOf } from '../../../support/local/a-resource.ts';

const APP: Record<string, TemplateResource> = {
  Topic: { Type: 'AWS::SNS::Topic' },
  Queue: { Type: 'AWS::SQS::Queue' },
  Table: { Type: 'AWS::DynamoDB::Table' },
  Work: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs24.x' } },
  Old: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13' } },
};

const listed = (more: Record<string, TemplateResource> = {}, { Old, ...app } = APP) =>
  notEmulated(RESOURCE_TYPES, resourcesOf({ ...app, ...more }));

const aMapping = (Properties: JsonObject) => ({
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      FunctionName: { Ref: 'Work' },
      ...Properties,
    },
  },
});

const aSubscription = (Properties: JsonObject) => ({
  Subscription: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, ...Properties } },
});

describe('notEmulated', () => {
  it('is empty where everything is emulated, or without effect on one machine', () => {
    const without = [
      'AWS::IAM::Role',
      'AWS::IAM::Policy',
      'AWS::SQS::QueuePolicy',
      'AWS::CloudWatch::Dashboard',
    ];
    const others = Object.fromEntries(without.map((Type, index) => [`Other${index}`, { Type }]));
    const toQueue = aSubscription({ Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } });

    expect(listed({ ...others, ...aMapping({}), ...toQueue })).toEqual([]);
  });

  it('lists other types, each once and in order', () => {
    const Type = 'AWS::Kinesis::Stream';

    expect(listed({ A: { Type }, B: { Type }, C: { Type: 'AWS::Cognito::UserPool' } })).toEqual([
      'AWS::Cognito::UserPool',
      'AWS::Kinesis::Stream',
    ]);
  });

  it.each<[string, JsonObject, string[]]>([
    ['another runtime', { Runtime: 'python3.13' }, ['AWS::Lambda::Function (python3.13)']],
    ['a container image', { PackageType: 'Image' }, ['AWS::Lambda::Function (container image)']],
    [
      'a dead-letter queue of its own',
      { Runtime: 'nodejs24.x', DeadLetterConfig: { TargetArn: 'arn' } },
      ['AWS::Lambda::Function (DeadLetterConfig)'],
    ],
    ['layers', { Runtime: 'nodejs24.x', Layers: ['arn'] }, ['AWS::Lambda::Function (Layers)']],
    ['an empty list of layers', { Runtime: 'nodejs24.x', Layers: [] }, []],
  ])('lists a function with %s', (_, Properties, expected) => {
    expect(listed({ Other: { Type: 'AWS::Lambda::Function', Properties } })).toEqual(expected);
  });

  it('lists each kind once', () => {
    expect(listed({ Older: APP.Old as TemplateResource }, APP)).toEqual([
      'AWS::Lambda::Function (python3.13)',
    ]);
  });

  it.each<[string, JsonObject, string[]]>([
    ['of a stream', { EventSourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s' }, ['other than SQS']],
    [
      'of a queue elsewhere',
      { EventSourceArn: 'arn:aws:sqs:eu-west-1:1:q' },
      ['of a queue outside of the app'],
    ],
    [
      'of a function elsewhere',
      { FunctionName: 'arn:aws:lambda:eu-west-1:1:function:f' },
      ['of a function outside of the app'],
    ],
    ['of a version', { FunctionName: { 'Fn::Sub': '${Work.Arn}:1' } }, []],
  ])('lists a mapping %s', (_, properties, kinds) => {
    expect(listed(aMapping(properties))).toEqual(
      kinds.map((kind) => `AWS::Lambda::EventSourceMapping (${kind})`),
    );
  });

  it.each<[string, JsonObject, string[]]>([
    ['by text message', { Protocol: 'sms', Endpoint: '+15550100' }, ['sms']],
    ['by email', { Protocol: 'email', Endpoint: 'a@example.com' }, []],
    [
      'of a topic elsewhere',
      {
        TopicArn: 'arn:aws:sns:eu-west-1:1:t',
        Protocol: 'sqs',
        Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      },
      ['of a topic outside of the app'],
    ],
    [
      'of a queue elsewhere',
      { Protocol: 'sqs', Endpoint: 'arn:aws:sqs:eu-west-1:1:q' },
      ['of a queue outside of the app'],
    ],
    [
      'of a function elsewhere',
      { Protocol: 'lambda', Endpoint: 'arn:aws:lambda:eu-west-1:1:function:f' },
      ['of a function outside of the app'],
    ],
    ['of a function', { Protocol: 'lambda', Endpoint: { 'Fn::GetAtt': ['Work', 'Arn'] } }, []],
  ])('lists a subscription %s', (_, properties, kinds) => {
    expect(listed(aSubscription(properties))).toEqual(
      kinds.map((kind) => `AWS::SNS::Subscription (${kind})`),
    );
  });
});
