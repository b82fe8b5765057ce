import { formatCount } from '../terminal/counts.ts';
import type { Layout } from '../terminal/layout.ts';
import { plain } from '../terminal/plain.ts';
import { type Column, formatTable } from '../terminal/table.ts';
import { cut } from '../terminal/width.ts';
import type { GroupDocument } from './group-document.ts';

/** Columns of a reason's or an error's name. Ours are short; one that somebody else wrote is not to fill the screen. */
const MAX_TEXT = 200;

const COUNT_AND_TEXT: readonly Column[] = [{ align: 'right' }, { overflow: 'wrap' }];

/** Lines with a count and what it counts; none where there is nothing of it. */
export function formatCounts(
  rows: readonly (readonly [count: number, text: string])[],
  { width }: Layout,
): string[] {
  const cells = rows.filter(([count]) => count > 0).map(([count, text]) => [formatCount(count), text]);
  return formatTable(COUNT_AND_TEXT, cells, { width, indent: 2 });
}

/** Lines that say how many there are of each reason and error. */
export function formatGroups(groups: readonly GroupDocument[], layout: Layout): string[] {
  return formatCounts(
    groups.map(({ count, reason, error, redriven }) => [
      count,
      groupText({ count, reason, error, redriven }),
    ]),
    layout,
  );
}

function groupText({
  count,
  reason,
  error,
  redriven,
}: Pick<GroupDocument, 'count' | 'reason' | 'error' | 'redriven'>): string {
  const name = [cut(plain(reason), MAX_TEXT), cut(plain(error), MAX_TEXT)].filter(Boolean).join(' · ');
  if (redriven === 0) return name;
  return `${name} (${redriven === count ? 'all' : formatCount(redriven)} redriven before)`;
}
