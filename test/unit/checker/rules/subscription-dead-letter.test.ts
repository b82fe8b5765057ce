import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change, without } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('subscription-dead-letter', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where there is one', sound, []],
    [
      'finds a subscription without one',
      change(sound, 'Subscription', { RedrivePolicy: undefined }),
      ['warning Subscription'],
    ],
    [
      'finds a subscription that the topic lists itself',
      change(without(sound, 'Subscription'), 'Topic', {
        Subscription: [{ Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
      }),
      ['warning Topic'],
    ],
    [
      'cannot know one that is given at deployment',
      withParameter(change(sound, 'Subscription', { RedrivePolicy: { deadLetterTargetArn: GIVEN } })),
      ['info Subscription'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('subscription-dead-letter', template)).toEqual(found);
  });
});
