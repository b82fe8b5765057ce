import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('event-filter', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes without a filter', change(sound, 'Mapping', { FilterCriteria: { Filters: [] } }), []],
    [
      'finds one',
      change(sound, 'Mapping', {
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["welcome"]}}' }] },
      }),
      ['warning Mapping'],
    ],
    [
      'leaves the filter of the subscription alone, before the queue',
      change(sound, 'Subscription', { FilterPolicy: { kind: ['welcome'] } }),
      [],
    ],
    [
      'cannot know one that is given at deployment',
      withParameter(change(sound, 'Mapping', { FilterCriteria: { Filters: GIVEN } })),
      ['info Mapping'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('event-filter', template)).toEqual(found);
  });
});
