import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change, without, withResource } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('consumer', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where an enabled mapping reads the queue', change(sound, 'Mapping', { Enabled: true }), []],
    ['finds a queue that nothing reads', without(sound, 'Mapping'), ['warning Queue']],
    ['finds a mapping that is disabled', change(sound, 'Mapping', { Enabled: 'false' }), ['warning Mapping']],
    [
      'finds a function that never runs',
      change(sound, 'Emailer', { ReservedConcurrentExecutions: 0 }),
      ['warning Emailer'],
    ],
    [
      'cannot know what is given at deployment',
      withParameter(change(sound, 'Mapping', { Enabled: GIVEN })),
      ['info Mapping'],
    ],
    ['takes what CloudFormation takes for true', change(sound, 'Mapping', { Enabled: 'True' }), []],
    [
      'passes where a pipe reads the queue',
      withResource(without(sound, 'Mapping'), 'Pipe', {
        Type: 'AWS::Pipes::Pipe',
        Properties: { Source: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
      }),
      [],
    ],
    [
      'takes what SAM makes of a function',
      withResource(without(sound, 'Mapping'), 'Reader', {
        Type: 'AWS::Serverless::Function',
        Properties: {
          Events: { Mail: { Type: 'SQS', Properties: { Queue: { 'Fn::GetAtt': ['Queue', 'Arn'] } } } },
        },
      }),
      [],
    ],
    [
      'cannot know a mapping whose queue is given at deployment',
      withParameter(change(sound, 'Mapping', { EventSourceArn: GIVEN })),
      ['info Queue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('consumer', template)).toEqual(found);
  });
});
