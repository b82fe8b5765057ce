import { describe, expect, it } from '@jest/globals';
import { aSoundDirectTemplate, aSoundTemplate, change } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('concurrency', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes with a maximum of the mapping', sound, []],
    [
      'passes with a reserve of the function',
      change(change(sound, 'Mapping', { ScalingConfig: undefined }), 'Emailer', {
        ReservedConcurrentExecutions: 5,
      }),
      [],
    ],
    ['finds neither', change(sound, 'Mapping', { ScalingConfig: undefined }), ['warning Mapping']],
    [
      'finds a function that the topic invokes without a reserve',
      change(aSoundDirectTemplate(), 'Emailer', { ReservedConcurrentExecutions: undefined }),
      ['warning Emailer'],
    ],
    [
      'leaves a function alone that is known to send no mail',
      change(
        change(change(sound, 'Mapping', { ScalingConfig: undefined }), 'Emailer', {
          Code: { ZipFile: 'log(event)' },
        }),
        'EmailerRole',
        { Policies: [] },
      ),
      [],
    ],
    [
      'cannot know whether a function sends whose code is not at hand',
      change(
        change(change(sound, 'Mapping', { ScalingConfig: undefined }), 'Emailer', {
          Code: { S3Key: 'code.zip' },
        }),
        'EmailerRole',
        { Policies: [] },
      ),
      ['info Emailer'],
    ],
    [
      'cannot know a maximum that is given at deployment',
      withParameter(change(sound, 'Mapping', { ScalingConfig: { MaximumConcurrency: GIVEN } })),
      ['info Emailer'],
    ],
    [
      'finds a reserve below the maximum of the mapping',
      change(change(sound, 'Mapping', { ScalingConfig: { MaximumConcurrency: 10 } }), 'Emailer', {
        ReservedConcurrentExecutions: '5',
      }),
      ['warning Emailer'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('concurrency', template)).toEqual(found);
  });
});
