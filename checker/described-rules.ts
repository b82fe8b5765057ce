import { NO_PIPELINE, PIPELINE_SOURCE, UNUSED_EXCEPTION } from './options.ts';
import type { Rule } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';

/** What is known of a rule without running it. */
export type DescribedRule = Pick<Rule, 'id' | 'asks' | 'source'>;

/** Every rule that a finding may name, with those of the check itself. */
export const DESCRIBED_RULES: readonly DescribedRule[] = [
  ...RULES.map(({ id, asks, source }) => ({ id, asks, source })),
  {
    id: NO_PIPELINE,
    asks: 'there is a notification pipeline in what is checked',
    source: PIPELINE_SOURCE,
  },
  { id: UNUSED_EXCEPTION, asks: 'every exception and acknowledgement accepts a finding', source: '' },
];
