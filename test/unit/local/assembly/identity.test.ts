import { describe, expect, it } from '@jest/globals';
import { physicalName, placeholderAttribute } from '../../../../local/assembly/identity.ts';
import { IDENTITIES } from '../../../../local/registry.ts';
import type { JsonObject } from '../../../../template/json.ts';
import { ENVIRONMENT, resolved } from '../../template/a-stack.ts';

const HERE = 'eu-west-1:000000000000';

describe('the identity of a resource', () => {
  it.each<[string, JsonObject, string, Record<string, string>]>([
    [
      'AWS::SQS::Queue',
      { QueueName: 'jobs' },
      'http://127.0.0.1:4100/000000000000/jobs',
      {
        Arn: `arn:aws:sqs:${HERE}:jobs`,
        QueueName: 'jobs',
        QueueUrl: 'http://127.0.0.1:4100/000000000000/jobs',
      },
    ],
    [
      'AWS::SNS::Topic',
      {},
      `arn:aws:sns:${HERE}:App-Id`,
      { TopicArn: `arn:aws:sns:${HERE}:App-Id`, TopicName: 'App-Id' },
    ],
    [
      'AWS::Lambda::Function',
      { FunctionName: 'work' },
      'work',
      { Arn: `arn:aws:lambda:${HERE}:function:work` },
    ],
    [
      'AWS::Lambda::Version',
      { FunctionName: 'work' },
      `arn:aws:lambda:${HERE}:function:work:1`,
      { FunctionArn: `arn:aws:lambda:${HERE}:function:work:1`, Version: '1' },
    ],
    [
      'AWS::Lambda::Alias',
      { FunctionName: `arn:aws:lambda:${HERE}:function:work`, Name: 'live' },
      `arn:aws:lambda:${HERE}:function:work:live`,
      { AliasArn: `arn:aws:lambda:${HERE}:function:work:live` },
    ],
    [
      'AWS::DynamoDB::Table',
      { TableName: 'sent' },
      'sent',
      {
        Arn: `arn:aws:dynamodb:${HERE}:table/sent`,
        StreamArn: `arn:aws:dynamodb:${HERE}:table/sent/stream/local`,
      },
    ],
    [
      'AWS::CloudWatch::Alarm',
      { AlarmName: 'dead', MetricName: 'Sent' },
      'dead',
      { Arn: `arn:aws:cloudwatch:${HERE}:alarm:dead` },
    ],
    ['AWS::CloudWatch::CompositeAlarm', {}, 'App-Id', { Arn: `arn:aws:cloudwatch:${HERE}:alarm:App-Id` }],
    ['AWS::IAM::Role', {}, 'App-Id', { Arn: 'arn:aws:iam::000000000000:role/App-Id', RoleId: 'App-Id' }],
    ['AWS::Logs::LogGroup', { LogGroupName: '/a' }, '/a', { Arn: `arn:aws:logs:${HERE}:log-group:/a:*` }],
  ])('knows what others see of an %s', (type, properties, ref, attributes) => {
    expect(IDENTITIES.get(type)?.('App-Id', properties, ENVIRONMENT)).toEqual({ ref, attributes });
  });

  it.each<[string, JsonObject, string]>([
    ['AWS::SQS::Queue', { FifoQueue: true }, 'http://127.0.0.1:4100/000000000000/App-Id.fifo'],
    ['AWS::SQS::Queue', { FifoQueue: 'true' }, 'http://127.0.0.1:4100/000000000000/App-Id.fifo'],
    ['AWS::SQS::Queue', { FifoQueue: false }, 'http://127.0.0.1:4100/000000000000/App-Id'],
    [
      'AWS::SQS::Queue',
      { FifoQueue: true, QueueName: 'a.fifo' },
      'http://127.0.0.1:4100/000000000000/a.fifo',
    ],
    ['AWS::SNS::Topic', { FifoTopic: true }, `arn:aws:sns:${HERE}:App-Id.fifo`],
  ])('says in the name of an %s with %j whether it is FIFO', (type, properties, ref) => {
    expect(IDENTITIES.get(type)?.('App-Id', properties, ENVIRONMENT)?.ref).toBe(ref);
  });

  it('knows nothing of another type', () => {
    expect(IDENTITIES.has('AWS::Kinesis::Stream')).toBe(false);
  });
});

describe('a name that the template gives', () => {
  it('may be an expression, also of another resource', () => {
    const Resources = {
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: { 'Fn::Sub': '${AWS::StackName}-events' } },
      },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['Topic', 'TopicName'] } } },
    };

    expect(resolved({ 'Fn::GetAtt': ['Queue', 'QueueName'] }, { Resources })).toBe('App-events');
  });

  it('is followed from a function to its version and its alias', () => {
    const Resources = {
      Work: { Type: 'AWS::Lambda::Function' },
      Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Work' } } },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          FunctionName: { Ref: 'Work' },
          FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
          Name: 'live',
        },
      },
    };

    expect(resolved([{ Ref: 'Version' }, { Ref: 'Alias' }], { Resources })).toEqual([
      `arn:aws:lambda:${HERE}:function:App-Work:1`,
      `arn:aws:lambda:${HERE}:function:App-Work:live`,
    ]);
  });
});

describe('placeholderAttribute', () => {
  it.each([
    ['Arn', `arn:aws:cognito:${HERE}:App-Pool`],
    ['UserPoolArn', `arn:aws:cognito:${HERE}:App-Pool`],
    ['ProviderName', 'App-Pool-ProviderName'],
  ])('looks like a real %s', (attribute, expected) => {
    expect(placeholderAttribute('AWS::Cognito::UserPool', 'App-Pool', attribute, ENVIRONMENT)).toBe(expected);
  });

  it('is what others see of a resource that is not emulated', () => {
    const Resources = { Stream: { Type: 'AWS::Kinesis::Stream' } };

    expect(resolved([{ Ref: 'Stream' }, { 'Fn::GetAtt': ['Stream', 'Arn'] }], { Resources })).toEqual([
      'App-Stream',
      `arn:aws:kinesis:${HERE}:App-Stream`,
    ]);
  });
});

describe('physicalName', () => {
  const LONG = 'QueueOfAVeryLongNameThatNobodyWouldEverWriteByHandButTheCdkDoes';

  it('is the stack and the logical id while that is short enough for AWS', () => {
    expect(physicalName('App', 'Q'.repeat(60))).toBe(`App-${'Q'.repeat(60)}`);
  });

  it('is cut to 64 characters beyond that', () => {
    expect(physicalName('App', 'Q'.repeat(61))).toMatch(/^Q{55}-[0-9a-f]{8}$/);
  });

  it('is the same each time', () => {
    expect(physicalName('App', LONG)).toBe(
      'QueueOfAVeryLongNameThatNobodyWouldEverWriteByHandButTh-29d67429',
    );
  });

  it.each([
    ['the ends of long ids differ', ['App', `${LONG}A`], ['App', `${LONG}B`]],
    ['the stacks of long ids differ', ['App1', LONG], ['App2', LONG]],
    ['a nested stack reads like another stack', ['App/Dev', 'Queue'], ['App-Dev', 'Queue']],
    ['nested stacks read alike', ['App/Dev-A', 'Queue'], ['App/Dev/A', 'Queue']],
  ] as const)('is another one where %s', (_, [stack, id], [otherStack, otherId]) => {
    expect(physicalName(stack, id)).not.toBe(physicalName(otherStack, otherId));
  });

  it('holds only what AWS takes, in a nested stack too', () => {
    expect(physicalName('App/Child', 'Queue')).toMatch(/^Queue-[0-9a-f]{8}$/);
  });
});
