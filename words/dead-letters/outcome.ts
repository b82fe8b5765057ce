import { sentenceOf } from '../../ops/aws-error.ts';
import type { Outcome } from '../../ops/dead-letters/outcome.ts';
import type { Layout } from '../layout.ts';
import { plain } from '../plain.ts';
import { formatCount } from '../quantities.ts';
import { wrap } from '../width.ts';
import { formatCounts, stillHidden } from './groups.ts';
import type { Privacy } from './privacy.ts';

/** What became of something that was done to a dead-letter queue; part of `--json`. Addresses in ids are masked. */
export type OutcomeDocument<Done extends Outcome = Outcome> = Omit<Done, 'error'> & {
  /** The audit file; `null` where the end of it could not be written there. */
  readonly audit: string | null;
  /** What ended it, in one sentence; `null` where nothing did. */
  readonly error: string | null;
};

/** What an outcome tells. */
export function outcomeDocument<Done extends Outcome>(
  { error, ...outcome }: Done,
  audit: string | null,
  privacy: Privacy,
): OutcomeDocument<Done> {
  const ids = outcome.ids.map((id) => privacy.text(id));
  return { ...outcome, ids, audit, error: error ? sentenceOf(error) : null };
}

const HEADINGS = { finished: 'Done', interrupted: 'Interrupted', failed: 'Failed' } as const;
const STYLES = { finished: 'green', interrupted: 'yellow', failed: 'red' } as const;

/** How something ended for a person: counts, and what to know and do next, each as a sentence. */
export function formatOutcome(
  { state, notGivenBack, audit }: OutcomeDocument,
  counts: readonly (readonly [count: number, text: string])[],
  hints: readonly string[],
  layout: Layout,
): string {
  const { width, paint } = layout;
  const lines = formatCounts(counts, layout);
  const hidden = notGivenBack > 0 ? [stillHidden(String(notGivenBack))] : [];
  const recorded = audit === null ? [] : [`Recorded in ${audit}.`];
  const sentences = [...hints, ...hidden, ...recorded];
  return `${[
    '',
    paint(['bold', STYLES[state]], HEADINGS[state]),
    ...(lines.length > 0 ? lines : ['  nothing was changed']),
    ...sentences.flatMap((sentence) => wrap(sentence, width)),
  ].join('\n')}\n`;
}

/** SQS's codes for what it refused, with how many. */
export function formatRefusals(refusals: Readonly<Record<string, number>>): string {
  return Object.entries(refusals)
    .map(([code, count]) => `${plain(code)} ${formatCount(count)}`)
    .join(', ');
}
