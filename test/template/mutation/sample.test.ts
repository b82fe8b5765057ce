import { describe, expect, it } from '@jest/globals';
import { SPECIFICATION } from '../specification/index.ts';
import { specifiedPipeline } from '../specified-pipeline.ts';
import { EXPLANATIONS } from './explanations.ts';
import { mutantsOf } from './mutants.ts';
import { scoreOf } from './report.ts';
import { judge } from './verdict.ts';

/** Enough to see that nothing is broken; `npm run mutate:template` takes all. */
const EVERY = 7;

describe('the specification', () => {
  it('fails for every seventh mutant of the template that is not explained', () => {
    const { template, names } = specifiedPipeline();
    const sample = [...mutantsOf(template)].filter((_, index) => index % EVERY === 0);

    const verdict = judge(sample, Object.values(SPECIFICATION).flat(), names, EXPLANATIONS);

    expect(verdict.unexplained).toEqual([]);
    expect(verdict.total).toBeGreaterThan(150);
    expect(scoreOf(verdict)).toBeGreaterThan(90);
  });
});
