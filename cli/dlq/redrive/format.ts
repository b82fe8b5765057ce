import { formatPartial } from '../../dead-letters/format-partial.ts';
import { formatCounts, formatGroups } from '../../dead-letters/groups.ts';
import { countOf } from '../../dead-letters/queue.ts';
import type { Layout } from '../../terminal/layout.ts';
import { paragraphsOf } from '../../terminal/paragraphs.ts';
import { plain } from '../../terminal/plain.ts';
import { wrap } from '../../terminal/width.ts';
import type { RedrivePlanDocument } from './document.ts';
import { formatPatch } from './format-patch.ts';
import { formatRoute } from './format-route.ts';

/** What a redrive would do, for the one who is to agree to it. */
export function formatRedrivePlan(plan: RedrivePlanDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { count, queue, groups, note, patch } = plan;
  return paragraphsOf([
    formatPartial(plan, layout),
    note === null ? [] : wrap(note, width).map((line) => paint('yellow', line)),
    count > 0
      ? [paint('bold', `Redrive ${countOf(count, queue)}`), ...formatRoute(plan, layout)]
      : [paint('bold', 'Nothing to redrive.')],
    formatGroups(groups, layout),
    formatStaying(plan, layout),
    patch === null ? [] : formatPatch(patch, layout),
  ]);
}

function formatStaying({ staying }: RedrivePlanDocument, layout: Layout): string[] {
  const { redrivenBefore, unpatchable, notMeant } = staying;
  const lines = formatCounts(
    [
      [redrivenBefore, 'redriven before, and failed again: add --redrives any to include them'],
      ...Object.entries(unpatchable).map(([fault, count]): [number, string] => [
        count,
        `the patch makes no notification of them: ${plain(fault)}`,
      ]),
      [notMeant, 'left out by the filters'],
    ],
    layout,
  );
  return lines.length > 0 ? [layout.paint('bold', 'Stay where they are'), ...lines] : [];
}
