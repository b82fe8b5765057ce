import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('dead-letter-retention', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    [
      'passes where the queue keeps its four days, and dead letters are kept longer',
      change(sound, 'DeadLetterQueue', { MessageRetentionPeriod: 345_601 }),
      [],
    ],
    [
      'finds dead letters that are kept as long',
      change(sound, 'DeadLetterQueue', { MessageRetentionPeriod: 345_600 }),
      ['warning DeadLetterQueue'],
    ],
    [
      'finds dead letters that are kept as long as SQS keeps anything, where the queue does so too',
      change(sound, 'Queue', { MessageRetentionPeriod: '1209600' }),
      ['warning DeadLetterQueue'],
    ],
    [
      'finds both at their default',
      change(sound, 'DeadLetterQueue', { MessageRetentionPeriod: undefined }),
      ['warning DeadLetterQueue'],
    ],
    [
      'finds dead letters that are kept shorter',
      change(sound, 'DeadLetterQueue', { MessageRetentionPeriod: 86_400 }),
      ['error DeadLetterQueue'],
    ],
    [
      'finds a queue whose messages are gone before the last receive',
      change(sound, 'Queue', { MessageRetentionPeriod: 900 }),
      ['error Queue'],
    ],
    [
      'leaves one alone that keeps them a second longer than the receives take',
      change(sound, 'Queue', { MessageRetentionPeriod: 901 }),
      [],
    ],
    [
      'finds such a FIFO queue too',
      change(change(sound, 'Queue', { FifoQueue: true, MessageRetentionPeriod: '600' }), 'DeadLetterQueue', {
        FifoQueue: true,
      }),
      ['error Queue'],
    ],
    [
      'leaves FIFO queues alone, where the time starts anew',
      change(change(sound, 'Queue', { FifoQueue: true }), 'DeadLetterQueue', {
        FifoQueue: true,
        MessageRetentionPeriod: 60,
      }),
      [],
    ],
    [
      'cannot know a retention that is given at deployment',
      withParameter(change(sound, 'Queue', { MessageRetentionPeriod: GIVEN })),
      ['info Queue'],
    ],
    [
      'cannot know a dead-letter queue of elsewhere',
      change(sound, 'Queue', {
        RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:123456789012:dead' },
      }),
      ['info Queue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('dead-letter-retention', template)).toEqual(found);
  });
});
