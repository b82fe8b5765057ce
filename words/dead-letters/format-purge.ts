import { queueNameOf } from '../../ops/dead-letters/dead-letter-queue.ts';
import { type Layout, paragraphsOf } from '../layout.ts';
import { plain } from '../plain.ts';
import { formatTable } from '../table.ts';
import { formatCounts, formatCoverage, formatGroups } from './groups.ts';
import { formatOutcome } from './outcome.ts';
import type { PurgeOutcomeDocument, PurgePlanDocument } from './purge-document.ts';
import { countOf } from './queue.ts';

/** What a purge would do, for the one who is to agree to it. */
export function formatPurgePlan(plan: PurgePlanDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { from, exportTo, count, groups, queue, staying } = plan;
  const route = [
    ['from', plain(queueNameOf(from))],
    ['into', exportTo],
  ];
  const left = formatCounts([[staying.notMeant, 'left out by the filters']], layout);
  return paragraphsOf([
    formatCoverage(plan, layout),
    count > 0
      ? [
          paint(['bold', 'red'], `Delete ${countOf(count, queue)} for good`),
          ...formatTable([{}, { overflow: 'wrap' }], route, { width, indent: 2 }),
        ]
      : [paint('bold', 'Nothing to delete.')],
    formatGroups(groups, layout),
    left.length > 0 ? [paint('bold', 'Stay where they are'), ...left] : [],
  ]);
}

/** What came of a purge, and how to go on. */
export function formatPurgeOutcome(
  outcome: PurgeOutcomeDocument,
  { exportTo }: Pick<PurgePlanDocument, 'exportTo'>,
  layout: Layout,
): string {
  const { deleted, notDeleted } = outcome.counts;
  const goOn = 'Go on with the same command, and another file: what was not deleted is still there.';
  return formatOutcome(
    outcome,
    [
      [deleted, 'deleted'],
      [notDeleted, 'could not be deleted: they are in the file, and still in the queue'],
    ],
    [`Exported to ${exportTo}.`, ...(outcome.state === 'finished' ? [] : [goOn])],
    layout,
  );
}
