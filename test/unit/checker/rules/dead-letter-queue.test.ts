import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('dead-letter-queue', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where there is one', sound, []],
    ['finds a queue without one', change(sound, 'Queue', { RedrivePolicy: undefined }), ['error Queue']],
    [
      'finds a redrive policy without a target',
      change(sound, 'Queue', { RedrivePolicy: { maxReceiveCount: 5 } }),
      ['error Queue'],
    ],
    [
      'reads a redrive policy that is written as text',
      change(sound, 'Queue', {
        RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:123456789012:dead"}',
      }),
      [],
    ],
    [
      'cannot know one that is given at deployment',
      withParameter(change(sound, 'Queue', { RedrivePolicy: { deadLetterTargetArn: GIVEN } })),
      ['info Queue'],
    ],
    [
      'finds a dead-letter queue that lets no queue use it',
      change(sound, 'DeadLetterQueue', { RedriveAllowPolicy: { redrivePermission: 'denyAll' } }),
      ['error Queue'],
    ],
    [
      'finds one that lets another queue use it, and reads a text',
      change(sound, 'DeadLetterQueue', {
        RedriveAllowPolicy:
          '{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:eu-west-1:123456789012:a"]}',
      }),
      ['error Queue'],
    ],
    [
      'passes for one that lets this queue use it',
      change(sound, 'DeadLetterQueue', {
        RedriveAllowPolicy: {
          redrivePermission: 'byQueue',
          sourceQueueArns: [{ 'Fn::GetAtt': ['Queue', 'Arn'] }],
        },
      }),
      [],
    ],
    ['finds one of the other kind', change(sound, 'DeadLetterQueue', { FifoQueue: true }), ['error Queue']],
    [
      'finds a queue that is its own',
      change(sound, 'Queue', { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } }),
      ['error Queue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('dead-letter-queue', template)).toEqual(found);
  });
});
