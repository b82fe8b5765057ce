import { describe, expect, it } from '@jest/globals';
import {
  aSoundTemplate,
  change,
  lettingSns,
  lettingSnsInto,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('open-to-everyone', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where everyone is denied something', sound, []],
    [
      'finds a queue that everyone may write to',
      lettingSnsInto(sound, 'Queue', { Principal: '*', Condition: undefined }),
      ['error Queue'],
    ],
    [
      'finds a dead-letter queue that everyone may read',
      lettingSnsInto(sound, 'DeadLetterQueue', {
        Principal: { AWS: '*' },
        Action: 'sqs:ReceiveMessage',
        Condition: undefined,
      }),
      ['error DeadLetterQueue'],
    ],
    [
      'finds a topic that everyone may publish to',
      change(sound, 'TopicPolicy', {
        PolicyDocument: {
          Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
        },
      }),
      ['error Topic'],
    ],
    [
      'finds a condition that says nothing of who',
      lettingSnsInto(sound, 'Queue', {
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      }),
      ['error Queue'],
    ],
    [
      'finds a condition that holds, too, for those who have no such key',
      lettingSnsInto(sound, 'Queue', {
        Principal: '*',
        Condition: { ArnEqualsIfExists: { 'aws:SourceArn': { Ref: 'Topic' } } },
      }),
      ['error Queue'],
    ],
    [
      'finds all principals but some',
      lettingSnsInto(sound, 'Queue', {
        Principal: undefined,
        NotPrincipal: { AWS: '123456789012' },
        Condition: undefined,
      }),
      ['error Queue'],
    ],
    [
      'passes with a condition on the organisation',
      lettingSnsInto(sound, 'Queue', {
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      }),
      [],
    ],
    [
      'cannot know a policy that depends on a condition',
      withParameter({
        ...change(sound, 'QueuePolicy', {
          PolicyDocument: {
            'Fn::If': ['IsOpen', { Statement: [lettingSns('Queue', { Principal: '*', Condition: {} })] }, {}],
          },
        }),
        Conditions: { IsOpen: { 'Fn::Equals': [GIVEN, 'yes'] } },
      }),
      ['info Queue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('open-to-everyone', template)).toEqual(found);
  });
});
