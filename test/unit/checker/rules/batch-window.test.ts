import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('batch-window', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes at ten without a window', change(sound, 'Mapping', { BatchSize: 10 }), []],
    ['finds eleven without one', change(sound, 'Mapping', { BatchSize: 11 }), ['error Mapping']],
    [
      'finds eleven with a window of no time',
      change(sound, 'Mapping', { BatchSize: 11, MaximumBatchingWindowInSeconds: 0 }),
      ['error Mapping'],
    ],
    [
      'passes with one of a second',
      change(sound, 'Mapping', { BatchSize: 10_000, MaximumBatchingWindowInSeconds: 1 }),
      [],
    ],
    [
      'cannot know a size that is given at deployment',
      withParameter(change(sound, 'Mapping', { BatchSize: GIVEN })),
      ['info Mapping'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('batch-window', template)).toEqual(found);
  });
});
