import { describe, expect, it } from '@jest/globals';
import {
  aSoundTemplate,
  change,
  depthAlarm,
  without,
  withResource,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('dead-letter-alarm', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes with an alarm on what lies in each', sound, []],
    ['finds a dead-letter queue without one', without(sound, 'DeadLetterAlarm'), ['warning DeadLetterQueue']],
    [
      'finds the queue for what is undelivered without one',
      without(sound, 'UndeliveredAlarm'),
      ['warning UndeliveredQueue'],
    ],
    [
      'finds an alarm on what was sent alone',
      withResource(sound, 'DeadLetterAlarm', depthAlarm('DeadLetterQueue', 'NumberOfMessagesSent')),
      ['warning DeadLetterQueue'],
    ],
    [
      'finds an alarm on another queue',
      withResource(sound, 'DeadLetterAlarm', depthAlarm('Queue')),
      ['warning DeadLetterQueue'],
    ],
    [
      'finds an alarm that goes off when the number falls',
      change(sound, 'DeadLetterAlarm', { ComparisonOperator: 'LessThanThreshold' }),
      ['warning DeadLetterQueue'],
    ],
    [
      'passes with an alarm on an expression over what lies there',
      change(sound, 'DeadLetterAlarm', {
        MetricName: undefined,
        Namespace: undefined,
        Dimensions: undefined,
        Metrics: [
          { Id: 'arrived', Expression: 'DIFF(visible)' },
          {
            Id: 'visible',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/SQS',
                MetricName: 'ApproximateNumberOfMessagesVisible',
                Dimensions: [
                  { Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeadLetterQueue', 'QueueName'] } },
                ],
              },
            },
          },
        ],
      }),
      [],
    ],
    [
      'passes with an alarm on the age of the oldest',
      withResource(sound, 'DeadLetterAlarm', depthAlarm('DeadLetterQueue', 'ApproximateAgeOfOldestMessage')),
      [],
    ],
    [
      'knows a queue by its physical name',
      change(change(sound, 'DeadLetterQueue', { QueueName: 'dead' }), 'DeadLetterAlarm', {
        Dimensions: [{ Name: 'QueueName', Value: 'dead' }],
      }),
      [],
    ],
    [
      'knows a queue by the name in its ARN',
      change(sound, 'DeadLetterAlarm', {
        Dimensions: [
          {
            Name: 'QueueName',
            Value: {
              'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] }] }],
            },
          },
        ],
      }),
      [],
    ],
    [
      'cannot know an alarm on a queue that is given at deployment',
      withParameter(change(sound, 'DeadLetterAlarm', { Dimensions: [{ Name: 'QueueName', Value: GIVEN }] })),
      ['info DeadLetterQueue'],
    ],
    [
      'cannot know the alarm of a dead-letter queue of elsewhere',
      change(sound, 'Queue', {
        RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:123456789012:dead' },
      }),
      ['info Queue'],
    ],
    [
      'finds one that is silent about a few',
      change(sound, 'DeadLetterAlarm', { Threshold: '10' }),
      ['warning DeadLetterQueue'],
    ],
    [
      'passes at one or more',
      change(sound, 'DeadLetterAlarm', {
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      }),
      [],
    ],
    [
      'finds one whose actions are switched off',
      change(sound, 'DeadLetterAlarm', { ActionsEnabled: false }),
      ['warning DeadLetterQueue'],
    ],
    [
      'finds one at an age that no message reaches',
      change(sound, 'DeadLetterAlarm', {
        MetricName: 'ApproximateAgeOfOldestMessage',
        Threshold: 1_209_600,
      }),
      ['warning DeadLetterQueue'],
    ],
    [
      'finds one that tells a topic which CloudWatch may not use',
      change(sound, 'DeadLetterAlarm', { AlarmActions: [{ Ref: 'Topic' }] }),
      ['warning DeadLetterQueue'],
    ],
    [
      'finds one that tells a topic whose policy lets nobody publish',
      change(change(sound, 'Topic', { KmsMasterKeyId: undefined }), 'DeadLetterAlarm', {
        AlarmActions: [{ Ref: 'Topic' }],
      }),
      ['warning DeadLetterQueue'],
    ],
    [
      'passes where somebody else is told too',
      change(sound, 'DeadLetterAlarm', {
        AlarmActions: [{ Ref: 'Topic' }, 'arn:aws:sns:eu-west-1:123456789012:on-call'],
      }),
      [],
    ],
    [
      'passes above an anomaly band, and finds one below it',
      change(sound, 'DeadLetterAlarm', { ComparisonOperator: 'GreaterThanUpperThreshold' }),
      [],
    ],
    [
      'passes for a query over all queues',
      change(sound, 'DeadLetterAlarm', {
        Metrics: [
          {
            Id: 'q',
            Expression: 'SELECT MAX(ApproximateNumberOfMessagesVisible) FROM SCHEMA("AWS/SQS", QueueName)',
          },
        ],
      }),
      [],
    ],
    [
      'cannot know what a query chooses',
      change(sound, 'DeadLetterAlarm', {
        Metrics: [
          {
            Id: 'q',
            Expression: `SELECT MAX(ApproximateNumberOfMessagesVisible) FROM SCHEMA("AWS/SQS", QueueName) WHERE QueueName != 'a'`,
          },
        ],
      }),
      ['info DeadLetterQueue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('dead-letter-alarm', template)).toEqual(found);
  });
});
