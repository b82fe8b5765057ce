import { describe, expect, it } from '@jest/globals';
import {
  aSoundDirectTemplate,
  change,
  without,
  withResource,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundDirectTemplate();

describe('invoke-permission', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes for this topic alone', sound, []],
    ['finds a function that the topic may not invoke', without(sound, 'Permission'), ['error Emailer']],
    [
      'finds a permission for another topic',
      change(sound, 'Permission', { SourceArn: 'arn:aws:sns:eu-west-1:123456789012:other' }),
      ['error Emailer'],
    ],
    ['finds one for any topic', change(sound, 'Permission', { SourceArn: undefined }), ['error Emailer']],
    [
      'cannot know one that is given at deployment',
      withParameter(change(sound, 'Permission', { SourceArn: GIVEN })),
      ['info Emailer'],
    ],
    [
      'finds a permission on the function where the topic invokes its alias',
      change(
        withResource(sound, 'Live', {
          Type: 'AWS::Lambda::Alias',
          Properties: { FunctionName: { Ref: 'Emailer' }, Name: 'live' },
        }),
        'Subscription',
        {
          Endpoint: { Ref: 'Live' },
        },
      ),
      ['error Emailer'],
    ],
    [
      'passes for one on the alias, however it is told',
      change(
        change(
          withResource(sound, 'Live', {
            Type: 'AWS::Lambda::Alias',
            Properties: { FunctionName: { Ref: 'Emailer' }, Name: 'live' },
          }),
          'Subscription',
          {
            Endpoint: { Ref: 'Live' },
          },
        ),
        'Permission',
        { FunctionName: { 'Fn::Sub': '${Emailer.Arn}:live' } },
      ),
      [],
    ],
    [
      'finds one that names the topic by its name',
      change(sound, 'Permission', { SourceArn: { 'Fn::GetAtt': ['Topic', 'TopicName'] } }),
      ['error Emailer'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('invoke-permission', template)).toEqual(found);
  });
});
