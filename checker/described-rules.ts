import { NO_PIPELINE, PIPELINE_SOURCE, UNUSED_EXCEPTION } from './options.ts';
import type { Rule } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';

/** What is known of a rule without running it. */
export type DescribedRule = Pick<Rule, 'id' | 'asks' | 'inFull' | 'source'>;

/** Every rule that a finding may name, with those of the check itself. */
export const DESCRIBED_RULES: readonly DescribedRule[] = [
  ...RULES.map(({ id, asks, inFull, source }) => ({ id, asks, inFull, source })),
  ofTheCheck(NO_PIPELINE, 'there is a notification pipeline in what is checked', PIPELINE_SOURCE),
  ofTheCheck(UNUSED_EXCEPTION, 'every exception and acknowledgement accepts a finding'),
];

function ofTheCheck(id: string, asks: string, source = ''): DescribedRule {
  return { id, asks, inFull: asks, source };
}
