/**
 * Puts faults into the template of a pipeline, one at a time, and demands that a check of its specification fails for each.
 * Usage: `npm run mutate:template`; ends with 1 where something is left to do.
 */
import { EXPLANATIONS } from './mutation/explanations.ts';
import { mutantsOf } from './mutation/mutants.ts';
import { isGood, reportOf } from './mutation/report.ts';
import { judge } from './mutation/verdict.ts';
import { SPECIFICATION } from './specification/index.ts';
import { specifiedPipeline } from './specified-pipeline.ts';

const { template, names } = specifiedPipeline();
const checks = Object.values(SPECIFICATION).flat();
const verdict = judge(mutantsOf(template), checks, names, EXPLANATIONS);

process.stdout.write(`${reportOf(verdict, EXPLANATIONS)}\n`);
process.exitCode = isGood(verdict) ? 0 : 1;
