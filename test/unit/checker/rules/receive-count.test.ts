import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change, withResource } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('receive-count', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    [
      'passes at five',
      change(sound, 'Queue', {
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
          maxReceiveCount: 5,
        },
      }),
      [],
    ],
    [
      'passes at the default, ten',
      change(sound, 'Queue', {
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } },
      }),
      [],
    ],
    [
      'finds four',
      change(sound, 'Queue', {
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
          maxReceiveCount: 4,
        },
      }),
      ['warning Queue'],
    ],
    [
      'finds one that is written as text',
      change(sound, 'Queue', {
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
          maxReceiveCount: '3',
        },
      }),
      ['warning Queue'],
    ],
    [
      'passes where a function reads the dead-letter queue, which goes on',
      withResource(
        change(sound, 'Queue', {
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
            maxReceiveCount: 2,
          },
        }),
        'SlowLane',
        {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
            FunctionName: 'elsewhere',
          },
        },
      ),
      [],
    ],
    [
      'cannot know one that is given at deployment',
      withParameter(
        change(sound, 'Queue', {
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
            maxReceiveCount: GIVEN,
          },
        }),
      ),
      ['info Queue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('receive-count', template)).toEqual(found);
  });
});
