import { formatCounts } from '../../dead-letters/groups.ts';
import type { Layout } from '../../terminal/layout.ts';
import { wrap } from '../../terminal/width.ts';
import type { OutcomeDocument } from './outcome-document.ts';

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
  const hidden = `${notGivenBack} could not be given back: hidden from other readers for up to two minutes.`;
  const sentences = [...hints, ...(notGivenBack > 0 ? [hidden] : []), `Recorded in ${audit}.`];
  return `${[
    '',
    paint(['bold', STYLES[state]], HEADINGS[state]),
    ...(lines.length > 0 ? lines : ['  nothing was changed']),
    ...sentences.flatMap((sentence) => wrap(sentence, width)),
  ].join('\n')}\n`;
}
