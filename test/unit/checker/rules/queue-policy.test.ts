import { describe, expect, it } from '@jest/globals';
import {
  aSoundTemplate,
  lettingSns,
  lettingSnsInto,
  queuePolicy,
  without,
  withResource,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('queue-policy', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes for this topic alone', sound, []],
    ['finds a queue that does not let the topic send', without(sound, 'QueuePolicy'), ['error Queue']],
    [
      'finds a queue for what is undelivered that does not let the topic send',
      without(sound, 'UndeliveredQueuePolicy'),
      ['error UndeliveredQueue'],
    ],
    [
      'finds a policy that lets topics of every account send',
      lettingSnsInto(sound, 'Queue', { Condition: undefined }),
      ['error Queue'],
    ],
    [
      'passes for one that lets topics of the account send, whichever',
      lettingSnsInto(sound, 'Queue', {
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      }),
      [],
    ],
    [
      'finds one that lets another topic send',
      lettingSnsInto(sound, 'Queue', {
        Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:other' } },
      }),
      ['error Queue'],
    ],
    [
      'finds a pattern that topics of every account match',
      lettingSnsInto(sound, 'Queue', { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } } }),
      ['error Queue'],
    ],
    [
      'finds a policy for another action',
      lettingSnsInto(sound, 'Queue', { Action: 'sqs:ReceiveMessage' }),
      ['error Queue'],
    ],
    [
      'finds a policy for another queue',
      withResource(sound, 'QueuePolicy', queuePolicy('Queue', lettingSns('DeadLetterQueue'))),
      ['error Queue'],
    ],
    [
      'finds a policy for another service',
      lettingSnsInto(sound, 'Queue', { Principal: { Service: 's3.amazonaws.com' } }),
      ['error Queue'],
    ],
    [
      'passes with the condition that was common before service principals',
      lettingSnsInto(sound, 'Queue', {
        Principal: '*',
        Condition: { ArnLike: { 'AWS:SourceArn': { Ref: 'Topic' } } },
      }),
      [],
    ],
    [
      'cannot know a topic that is given at deployment',
      withParameter(lettingSnsInto(sound, 'Queue', { Condition: { ArnEquals: { 'aws:SourceArn': GIVEN } } })),
      ['info Queue'],
    ],
    [
      'cannot know a principal that is given at deployment',
      withParameter(lettingSnsInto(sound, 'Queue', { Principal: { Service: GIVEN } })),
      ['info Queue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('queue-policy', template)).toEqual(found);
  });
});
