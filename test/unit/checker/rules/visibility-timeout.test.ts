import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('visibility-timeout', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes at six timeouts', change(sound, 'Queue', { VisibilityTimeout: 180 }), []],
    ['finds a second less', change(sound, 'Queue', { VisibilityTimeout: 179 }), ['warning Queue']],
    [
      'adds the batch window',
      change(sound, 'Mapping', { MaximumBatchingWindowInSeconds: 1 }),
      ['warning Queue'],
    ],
    [
      'finds, as an error, less than one timeout, which Lambda refuses',
      change(sound, 'Queue', { VisibilityTimeout: 29 }),
      ['error Queue'],
    ],
    [
      'knows the default of the queue, 30 s',
      change(sound, 'Queue', { VisibilityTimeout: undefined }),
      ['warning Queue'],
    ],
    [
      'knows the default of the function, 3 s',
      change(change(sound, 'Queue', { VisibilityTimeout: 18 }), 'Emailer', { Timeout: undefined }),
      [],
    ],
    [
      'cannot know a timeout that is given at deployment',
      withParameter(change(sound, 'Emailer', { Timeout: GIVEN })),
      ['info Emailer'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('visibility-timeout', template)).toEqual(found);
  });
});
