import { describe, expect, it } from '@jest/globals';
import { aSoundDirectTemplate, aSoundTemplate, change } from '../../../support/checker/a-sound-template.ts';
import { findingsOf } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('outside-template', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where every part is in the template', sound, []],
    [
      'tells of a topic of elsewhere',
      change(sound, 'Subscription', { TopicArn: 'arn:aws:sns:eu-west-1:123456789012:topic' }),
      ['info Subscription'],
    ],
    [
      'tells of a queue of elsewhere',
      change(sound, 'Subscription', { Endpoint: 'arn:aws:sqs:eu-west-1:123456789012:queue' }),
      ['info Subscription'],
    ],
    [
      'tells of a function of elsewhere',
      change(sound, 'Mapping', { FunctionName: 'elsewhere' }),
      ['info Mapping'],
    ],
    [
      'tells of a function of elsewhere that the topic invokes',
      change(aSoundDirectTemplate(), 'Subscription', {
        Endpoint: 'arn:aws:lambda:eu-west-1:123456789012:function:elsewhere',
      }),
      ['info Subscription'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('outside-template', template)).toEqual(found);
  });
});
