import { describe, expect, it } from '@jest/globals';
import type { PipelineNames } from '../specification/pipeline-names.ts';
import type { Mutant } from './mutants.ts';
import { isGood, reportOf } from './report.ts';
import { judge, type Verdict } from './verdict.ts';

const NAMES = {} as PipelineNames;
const aMutant = (key: string): Mutant => ({ key, consequence: 'leaks', template: { Resources: {} } });
const failing = {
  intention: 'Everything is wrong',
  verify: () => {
    throw new Error('It is');
  },
};
const passing = { intention: 'Nothing is wrong', verify: () => {} };

describe('judge', () => {
  it('counts what a check fails for as killed, and tells of a check that never fails', () => {
    const verdict = judge([aMutant('One'), aMutant('Two')], [failing, passing], NAMES, {});

    expect(verdict).toMatchObject({ killed: 2, total: 2, explained: [], unexplained: [], stale: [] });
    expect(verdict.counts.leaks).toEqual({ killed: 2, total: 2 });
    expect(verdict.idle).toEqual(['Nothing is wrong']);
  });

  it('parts survivors by whether they are explained, and tells of explanations without a survivor', () => {
    const explanations = { One: 'It is the default.', Gone: 'It was the default.' };

    expect(judge([aMutant('One'), aMutant('Two')], [passing], NAMES, explanations)).toMatchObject({
      killed: 0,
      total: 2,
      explained: ['One'],
      unexplained: ['Two'],
      stale: ['Gone'],
    });
  });
});

describe('isGood', () => {
  const good = aVerdict({ killed: 95, total: 100, explained: Array(5).fill('One') });

  it('asks for 95 percent', () => {
    expect(isGood(good)).toBe(true);
    expect(isGood({ ...good, killed: 94 })).toBe(false);
  });

  it.each(['unexplained', 'stale', 'idle'] as const)('asks for nothing %s', (name) => {
    expect(isGood({ ...good, [name]: ['One'] })).toBe(false);
  });
});

describe('reportOf', () => {
  it('ends with one line for scripts', () => {
    const verdict = aVerdict({ killed: 74, total: 75, explained: ['One'] });

    expect(reportOf(verdict, { One: 'It is the default.' }).split('\n').at(-1)).toBe(
      'mutation score: 98.7 % (74/75 killed, 1 explained, 0 unexplained)',
    );
  });

  it('lists survivors by their reason, and what is left to do', () => {
    const verdict = aVerdict({
      explained: ['One', 'Two'],
      unexplained: ['Three'],
      stale: ['Four'],
      idle: ['Five'],
    });
    const reason = 'It is the default.';

    const report = reportOf(verdict, { One: reason, Two: reason });

    expect(report).toContain(`do not matter:\n  ${reason}\n    One\n    Two\n\n`);
    expect(report).toContain('nobody has explained:\n  Three\n\n');
    expect(report).toContain('delete them:\n  Four\n\n');
    expect(report).toContain('prove nothing:\n  Five\n\n');
  });
});

function aVerdict(given: Partial<Verdict>): Verdict {
  const { counts } = judge([], [], NAMES, {});
  return { counts, killed: 0, total: 0, explained: [], unexplained: [], stale: [], idle: [], ...given };
}
