import { describe, expect, it } from '@jest/globals';
import { RULES } from '../../../../checker/rules/rules.ts';
import { aSoundDirectTemplate, aSoundTemplate } from '../../../support/checker/a-sound-template.ts';
import { allFindings, findingsOf } from '../../../support/checker/rule-findings.ts';

const IDS = RULES.map(({ id }) => id);

describe('every rule', () => {
  it.each(IDS)('%s finds nothing in a sound pipeline with a queue', (rule) => {
    expect(findingsOf(rule, aSoundTemplate())).toEqual([]);
  });

  it.each(IDS)('%s finds nothing in a sound pipeline without one', (rule) => {
    expect(findingsOf(rule, aSoundDirectTemplate())).toEqual([]);
  });

  it('has a name of its own and a document of AWS as its source', () => {
    expect(new Set(IDS).size).toBe(IDS.length);
    expect(RULES.filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });

  it('finds nothing together either', () => {
    expect(allFindings(aSoundTemplate())).toEqual([]);
    expect(allFindings(aSoundDirectTemplate())).toEqual([]);
  });
});
