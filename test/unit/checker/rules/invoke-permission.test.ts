import { describe, expect, it } from '@jest/globals';
import { aSoundDirectTemplate, change, without } from '../../../support/checker/a-sound-template.ts';
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
  ])('%s', (_, template, found) => {
    expect(findingsOf('invoke-permission', template)).toEqual(found);
  });
});
