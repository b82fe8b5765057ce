import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change, withResource } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('runtime', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes on Node.js 24', sound, []],
    ['passes until the very day', change(sound, 'Emailer', { Runtime: 'nodejs22.x' }), []],
    [
      'finds one that is deprecated',
      change(sound, 'Emailer', { Runtime: 'nodejs20.x' }),
      ['warning Emailer'],
    ],
    [
      'finds that of a function that publishes to the topic',
      withResource(
        withResource(sound, 'PublisherRole', {
          Type: 'AWS::IAM::Role',
          Properties: {
            Policies: [
              {
                PolicyDocument: {
                  Statement: { Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
                },
              },
            ],
          },
        }),
        'Publisher',
        {
          Type: 'AWS::Lambda::Function',
          Properties: { Runtime: 'nodejs18.x', Role: { 'Fn::GetAtt': ['PublisherRole', 'Arn'] } },
        },
      ),
      ['warning Publisher'],
    ],
    [
      'leaves functions of others alone',
      withResource(sound, 'Other', { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs18.x' } }),
      [],
    ],
    ['leaves images alone', change(sound, 'Emailer', { PackageType: 'Image', Runtime: undefined }), []],
    [
      'cannot know a runtime that has no date here',
      change(sound, 'Emailer', { Runtime: 'nodejs99.x' }),
      ['info Emailer'],
    ],
    [
      'cannot know one that is given at deployment',
      withParameter(change(sound, 'Emailer', { Runtime: GIVEN })),
      ['info Emailer'],
    ],
    [
      'finds one of Amazon Linux too',
      change(sound, 'Emailer', { Runtime: 'provided.al2' }),
      ['warning Emailer'],
    ],
    ['passes on another that is supported', change(sound, 'Emailer', { Runtime: 'java21' }), []],
  ])('%s', (_, template, found) => {
    expect(findingsOf('runtime', template)).toEqual(found);
  });
});
