import { describe, expect, it } from '@jest/globals';
import {
  aSoundTemplate,
  denyingPlainHttp,
  lettingSns,
  queuePolicy,
  without,
  withResource,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('tls', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where plain HTTP is denied', sound, []],
    [
      'finds a queue that takes it',
      withResource(sound, 'QueuePolicy', queuePolicy('Queue', lettingSns('Queue'))),
      ['warning Queue'],
    ],
    [
      'finds each dead-letter queue that takes it',
      without(sound, 'DeadLetterQueuePolicy', 'UndeliveredQueuePolicy'),
      ['warning DeadLetterQueue', 'warning UndeliveredQueue'],
    ],
    ['finds a topic that takes it', without(sound, 'TopicPolicy'), ['warning Topic']],
    [
      'finds a denial of sending alone',
      withResource(
        sound,
        'QueuePolicy',
        queuePolicy('Queue', { ...denyingPlainHttp('Queue'), Action: 'sqs:SendMessage' }),
      ),
      ['warning Queue'],
    ],
    [
      'finds a denial for one principal',
      withResource(
        sound,
        'QueuePolicy',
        queuePolicy('Queue', { ...denyingPlainHttp('Queue'), Principal: { AWS: '123456789012' } }),
      ),
      ['warning Queue'],
    ],
    [
      'finds a denial with a further condition',
      withResource(
        sound,
        'QueuePolicy',
        queuePolicy('Queue', {
          ...denyingPlainHttp('Queue'),
          Condition: {
            Bool: { 'aws:SecureTransport': 'false' },
            IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
          },
        }),
      ),
      ['warning Queue'],
    ],
    [
      'finds a denial of HTTPS',
      withResource(
        sound,
        'QueuePolicy',
        queuePolicy('Queue', {
          ...denyingPlainHttp('Queue'),
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        }),
      ),
      ['warning Queue'],
    ],
    [
      'passes where a policy written inline denies it',
      withResource(sound, 'QueuePolicy', {
        Type: 'AWS::SQS::QueueInlinePolicy',
        Properties: { Queue: { Ref: 'Queue' }, PolicyDocument: { Statement: denyingPlainHttp('Queue') } },
      }),
      [],
    ],
    [
      'cannot know a policy that may not be created',
      withParameter({
        ...withResource(sound, 'QueuePolicy', {
          ...queuePolicy('Queue', denyingPlainHttp('Queue')),
          Condition: 'IsClosed',
        }),
        Conditions: { IsClosed: { 'Fn::Equals': [GIVEN, 'yes'] } },
      }),
      ['info Queue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('tls', template)).toEqual(found);
  });
});
