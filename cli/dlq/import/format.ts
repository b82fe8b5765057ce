import { shellWord } from '../../../contract/shell-word.ts';
import { queueNameOf } from '../../../ops/dead-letters/dead-letter-queue.ts';
import { formatCounts, formatCoverage, formatGroups } from '../../../words/dead-letters/groups.ts';
import { formatOutcome, formatRefusals } from '../../../words/dead-letters/outcome.ts';
import { CONTENT, countOf } from '../../../words/dead-letters/queue.ts';
import { type Layout, paragraphsOf } from '../../../words/layout.ts';
import { plain } from '../../../words/plain.ts';
import { formatCount } from '../../../words/quantities.ts';
import { formatTable } from '../../../words/table.ts';
import type { ImportOutcomeDocument, ImportPlanDocument } from './document.ts';

/** What an import would do, for the one who is to agree to it. */
export function formatImportPlan(plan: ImportPlanDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { importFrom, to, count, replacing, groups, queue, staying } = plan;
  const route = [
    ['from', plain(importFrom)],
    ['into', plain(queueNameOf(to))],
  ];
  const facts = formatCounts(
    [
      [replacing, 'of them in the place of what is there, since they were edited'],
      [staying.there, 'of the file are there already'],
    ],
    layout,
  );
  return paragraphsOf([
    formatCoverage(plan, layout),
    count > 0
      ? [
          paint('bold', `Import ${countOf(count, queue)}`),
          ...formatTable([{}, { overflow: 'wrap' }], route, { width, indent: 2 }),
        ]
      : [paint('bold', 'Nothing to import.')],
    formatGroups(groups, layout),
    facts,
  ]);
}

/** What came of an import, and how to go on. */
export function formatImportOutcome(
  outcome: ImportOutcomeDocument,
  { count, queue }: Pick<ImportPlanDocument, 'count' | 'queue'>,
  layout: Layout,
  targetWords = '',
): string {
  const { imported, replaced, refused, notDeleted } = outcome.counts;
  return formatOutcome(
    outcome,
    [
      [imported, 'imported'],
      [replaced, 'replaced'],
      [notDeleted, 'of them could not be deleted in their old form: both are there'],
      [refused, `refused by SQS: ${formatRefusals(outcome.refusals)}`],
    ],
    hintsOf(outcome, count - imported - replaced - refused, `${CONTENT[queue].option}${targetWords}`),
    layout,
  );
}

/** A command with more ids than this is nothing to type. */
const MAX_IDS = 3;

function hintsOf({ state, ids }: ImportOutcomeDocument, missed: number, options: string): string[] {
  if (state !== 'finished') {
    const goOn = state === 'failed' ? 'Cure that first, then go on' : 'Go on';
    return [`${goOn} with the same command: what is there already is known.`];
  }
  const few =
    ids.length <= MAX_IDS ? ids.map((id) => ` --id ${shellWord(plain(id))}`).join('') : ' --redrives any';
  const next = `They are dead letters again. Send them back with: npx amplify-mailroom dlq redrive${few}${options}`;
  if (missed <= 0) return [next];
  return [
    `${formatCount(missed)} that were to be replaced did not turn up: taken by another reader, or hidden. The same command again replaces what is still there.`,
    next,
  ];
}
