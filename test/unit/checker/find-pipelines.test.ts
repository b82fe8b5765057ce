import { describe, expect, it } from '@jest/globals';
import { checkPipelines, type PipelineInput } from '../../../checker/index.ts';
import {
  aSoundDirectTemplate,
  aSoundTemplate,
  change,
  emailerRole,
  without,
  withResource,
} from '../../support/checker/a-sound-template.ts';

/** The pipelines in the input, by the logical ids of topic, queue and function. */
const pipelinesIn = (input: PipelineInput) =>
  checkPipelines(input).pipelines.map(({ topic, queue, function: fn }) =>
    [topic, queue, fn].map((path) => path?.split('/').at(-1) ?? '-').join(' '),
  );

const sound = aSoundTemplate();

describe('a pipeline', () => {
  it('is a topic whose queue feeds a function', () => {
    expect(pipelinesIn(sound)).toEqual(['Topic Queue Emailer']);
  });

  it('is a topic that invokes a function', () => {
    expect(pipelinesIn(aSoundDirectTemplate())).toEqual(['Topic - Emailer']);
  });

  it('is a queue without a topic whose function may send mail', () => {
    expect(pipelinesIn(without(sound, 'Subscription'))).toEqual(['- Queue Emailer']);
  });

  it('is a queue without a topic whose function has code that sends mail', () => {
    const template = withResource(without(sound, 'Subscription'), 'EmailerRole', emailerRole());

    expect(pipelinesIn(template)).toEqual(['- Queue Emailer']);
  });

  it('is no queue without a topic whose function is not known to send mail', () => {
    const template = withResource(without(sound, 'Subscription'), 'EmailerRole', emailerRole());

    expect(pipelinesIn(change(template, 'Emailer', { Code: { S3Key: 'code.zip' } }))).toEqual([]);
    expect(pipelinesIn(change(template, 'Emailer', { Code: { ZipFile: 'log(event)' } }))).toEqual([]);
  });

  it('is a subscribed queue that nothing in the template reads', () => {
    expect(pipelinesIn(without(sound, 'Mapping'))).toEqual(['Topic Queue -']);
  });

  it('is each way from a topic: two queues, and two functions of one queue', () => {
    const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
    const template = [
      ['Other', 'AWS::SQS::Queue', {}],
      [
        'OtherSubscription',
        'AWS::SNS::Subscription',
        { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arn('Other') },
      ],
      [
        'SecondMapping',
        'AWS::Lambda::EventSourceMapping',
        { EventSourceArn: arn('Queue'), FunctionName: 'elsewhere' },
      ],
    ].reduce(
      (built, [id, Type, Properties]) =>
        withResource(built, String(id), {
          Type: String(Type),
          Properties: Properties as Record<string, unknown>,
        }),
      sound,
    );

    expect(pipelinesIn(template).sort()).toEqual(['Topic Other -', 'Topic Queue -', 'Topic Queue Emailer']);
  });

  it.each<[how: string, name: unknown]>([
    ['by a reference', { Ref: 'Alias' }],
    [
      'as the CDK names it, by a part of its ARN',
      { 'Fn::Join': ['', [{ 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'Alias' }] }] }, ':live']] },
    ],
    ['by the name of the function', { 'Fn::Sub': '${Emailer}:live' }],
    ['by account and name of the function', { 'Fn::Sub': '${AWS::AccountId}:function:${Emailer}:live' }],
    ['by account and name of the function alone', { 'Fn::Sub': '123456789012:function:${Emailer}' }],
  ])('is found behind an alias of the function: %s', (_, FunctionName) => {
    const template = withResource(change(sound, 'Mapping', { FunctionName }), 'Alias', {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionName: { Ref: 'Emailer' }, Name: 'live' },
    });

    expect(pipelinesIn(template)).toEqual(['Topic Queue Emailer']);
  });

  it.each([
    ['joined from the name', { 'Fn::Join': [':', ['arn:aws:sqs', { Ref: 'AWS::Region' }, '1', 'mail']] }],
    ['substituted', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:mail' }],
    [
      'substituted from an attribute',
      { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue.QueueName}' },
    ],
    ['substituted as a whole', { 'Fn::Sub': '${Queue.Arn}' }],
    ['written as text', 'arn:aws:sqs:eu-west-1:123456789012:mail'],
    [
      'a branch that is the same either way',
      { 'Fn::If': ['Any', { 'Fn::GetAtt': 'Queue.Arn' }, { 'Fn::GetAtt': ['Queue', 'Arn'] }] },
    ],
  ])('is found by an ARN that is %s', (_, Endpoint) => {
    const named = change(sound, 'Queue', { QueueName: 'mail' });

    expect(pipelinesIn(change(named, 'Subscription', { Endpoint }))).toEqual(['Topic Queue Emailer']);
  });

  it('is found where the protocol is given at deployment, by the endpoint', () => {
    expect(pipelinesIn(change(sound, 'Subscription', { Protocol: { Ref: 'Protocol' } }))).toEqual([
      'Topic Queue Emailer',
    ]);
  });

  it('is not what is created under a condition that never holds', () => {
    const template = {
      ...withResource(sound, 'Subscription', {
        ...sound.Resources.Subscription,
        Condition: 'Never',
      } as never),
      Conditions: { Never: { 'Fn::Not': [{ 'Fn::Equals': [1, '1'] }] } },
    };

    expect(pipelinesIn(without(template, 'EmailerRole', 'Mapping'))).toEqual([]);
  });

  it('is no subscription by email', () => {
    const template = change(sound, 'Subscription', { Protocol: 'email', Endpoint: 'ada@example.com' });

    expect(pipelinesIn(without(template, 'Mapping'))).toEqual([]);
  });
});
