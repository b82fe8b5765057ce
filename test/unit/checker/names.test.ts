import { describe, expect, it } from '@jest/globals';
import {
  aSoundTemplate,
  change,
  depthAlarm,
  type PlainTemplate,
} from '../../support/checker/a-sound-template.ts';
import { findingsOf } from '../../support/checker/rule-findings.ts';

const sound = { ...aSoundTemplate(), Parameters: { Stage: { Type: 'String' }, Other: { Type: 'String' } } };
const arn = (service: string, name: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${name}`,
});

/** The sound template with the topic, queue and dead-letter queue named by an expression, and referred to by another. */
const named = (names: unknown, refer: (service: string) => unknown, dimension: unknown): PlainTemplate => {
  const withNames = change(change(sound, 'Queue', { QueueName: names }), 'DeadLetterQueue', {
    QueueName: names === undefined ? undefined : { 'Fn::Join': ['', [names, '-dead']] },
  });
  return change(
    change(change(withNames, 'Topic', { TopicName: names }), 'Mapping', { EventSourceArn: refer('sqs') }),
    'DeadLetterAlarm',
    { Dimensions: [{ Name: 'QueueName', Value: dimension }] },
  );
};

describe('a name that is given at deployment', () => {
  it.each<[string, unknown, (service: string) => unknown, unknown]>([
    [
      'by Fn::Sub',
      { 'Fn::Sub': '${Stage}-mail' },
      (service) => arn(service, '${Stage}-mail'),
      { 'Fn::Sub': '${Stage}-mail-dead' },
    ],
    [
      'by Fn::Join here and Fn::Sub there',
      { 'Fn::Join': ['-', [{ Ref: 'Stage' }, 'mail']] },
      (service) => arn(service, '${Stage}-mail'),
      { 'Fn::Sub': '${Stage}-mail-dead' },
    ],
    [
      'by a parameter alone',
      { Ref: 'Stage' },
      (service) => arn(service, '${Stage}'),
      { 'Fn::Join': ['', [{ Ref: 'Stage' }, '-dead']] },
    ],
    [
      'by the name of the stack',
      { 'Fn::Sub': '${AWS::StackName}-mail' },
      (service) => arn(service, '${AWS::StackName}-mail'),
      { 'Fn::Sub': '${AWS::StackName}-mail-dead' },
    ],
    [
      'by a dynamic reference',
      '{{resolve:ssm:/mail/name}}',
      (service) => arn(service, '{{resolve:ssm:/mail/name}}'),
      '{{resolve:ssm:/mail/name}}-dead',
    ],
  ])('is the same as the same expression elsewhere: %s', (_, names, refer, dimension) => {
    const template = named(names, refer, dimension);

    expect(findingsOf('consumer', template)).toEqual([]);
    expect(findingsOf('dead-letter-alarm', template)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['a mapping', { 'Fn::FindInMap': ['Names', { Ref: 'Stage' }, 'mail'] }],
    ['a condition', { 'Fn::If': ['IsProd', 'a', 'b'] }],
    ['an import', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-name' } }],
    ['a macro', { 'Fn::Transform': { Name: 'Naming' } }],
  ])('is the same by %s too', (_, name) => {
    const template = {
      ...change(change(sound, 'DeadLetterQueue', { QueueName: name }), 'DeadLetterAlarm', {
        Dimensions: [{ Name: 'QueueName', Value: name }],
      }),
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    };

    expect(findingsOf('dead-letter-alarm', template)).toEqual([]);
  });

  it('tells two parts of one parameter apart', () => {
    const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [',', { Ref: 'Stage' }] }] });
    const dead = change(sound, 'DeadLetterQueue', { QueueName: part(0) });
    const alarm = (index: number) =>
      change(dead, 'DeadLetterAlarm', { Dimensions: [{ Name: 'QueueName', Value: part(index) }] });

    expect(findingsOf('dead-letter-alarm', alarm(0))).toEqual([]);
    expect(findingsOf('dead-letter-alarm', alarm(1))).toEqual(['info DeadLetterQueue']);
  });

  it.each<[string, unknown, string[]]>([
    [
      'may be the one that is looked for',
      { 'Fn::Sub': 'arn:aws:sqs:eu-west-1:123456789012:${Other}-mail' },
      ['info Queue'],
    ],
    ['may be anything where all of it is given', { Ref: 'Other' }, ['info Queue']],
    [
      'is another one where what stands beside it tells',
      { 'Fn::Sub': 'arn:aws:sqs:eu-west-1:123456789012:${Other}-orders' },
      ['warning Queue'],
    ],
  ])('%s', (_, EventSourceArn, found) => {
    const template = change(
      change(sound, 'Queue', { QueueName: { 'Fn::Sub': '${Stage}-mail' } }),
      'Mapping',
      {
        EventSourceArn,
      },
    );

    expect(findingsOf('consumer', template)).toEqual(found);
  });
});

describe('a physical name in several stacks', () => {
  const stage = (name: string) => ({
    name,
    template: change(change(aSoundTemplate(), 'DeadLetterQueue', { QueueName: 'dead' }), 'DeadLetterAlarm', {
      Dimensions: [{ Name: 'QueueName', Value: 'dead' }],
    }),
  });

  it('is that of its own stack', () => {
    expect(findingsOf('dead-letter-alarm', [stage('Dev'), stage('Prod')])).toEqual([]);
  });

  it('is missed in the one that has no alarm', () => {
    const silent = {
      ...stage('Prod'),
      template: change(stage('Prod').template, 'DeadLetterAlarm', { Namespace: 'Mine' }),
    };

    expect(findingsOf('dead-letter-alarm', [stage('Dev'), silent])).toEqual(['warning DeadLetterQueue']);
  });
});

describe('a reference that says something else than is asked for', () => {
  it.each<[string, Parameters<typeof findingsOf>[0], PlainTemplate, string[]]>([
    [
      'a mapping on the URL of the queue',
      'consumer',
      change(sound, 'Mapping', { EventSourceArn: { Ref: 'Queue' } }),
      ['error Mapping'],
    ],
    [
      'a subscription with the URL of the queue',
      'queue-policy',
      change(sound, 'Subscription', { Endpoint: { Ref: 'Queue' } }),
      ['error Subscription'],
    ],
    [
      'a redrive policy with the URL of the dead-letter queue',
      'dead-letter-queue',
      change(sound, 'Queue', { RedrivePolicy: { deadLetterTargetArn: { Ref: 'DeadLetterQueue' } } }),
      ['error Queue'],
    ],
    [
      'a subscription whose dead-letter queue is a URL',
      'subscription-dead-letter',
      change(sound, 'Subscription', { RedrivePolicy: { deadLetterTargetArn: { Ref: 'UndeliveredQueue' } } }),
      ['error Subscription'],
    ],
    [
      'a policy on the ARN of the queue',
      'queue-policy',
      change(sound, 'QueuePolicy', { Queues: [{ 'Fn::GetAtt': ['Queue', 'Arn'] }] }),
      ['error Queue'],
    ],
    [
      'an alarm on the ARN of the queue',
      'dead-letter-alarm',
      change(sound, 'DeadLetterAlarm', {
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } }],
      }),
      ['warning DeadLetterQueue'],
    ],
  ])('is found: %s', (_, rule, template, found) => {
    expect(findingsOf(rule, template)).toEqual(found);
  });

  it('is none in an ARN that the name is put into', () => {
    const EventSourceArn = { 'Fn::Sub': 'arn:aws:sqs:eu-west-1:123456789012:${Queue.QueueName}' };

    expect(findingsOf('consumer', change(sound, 'Mapping', { EventSourceArn }))).toEqual([]);
    expect(
      findingsOf('dead-letter-alarm', {
        ...sound,
        Resources: { ...sound.Resources, DeadLetterAlarm: depthAlarm('DeadLetterQueue') },
      }),
    ).toEqual([]);
  });
});
