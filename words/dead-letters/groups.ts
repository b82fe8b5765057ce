import type { DeadLetterGroup } from '../../ops/dead-letters/groups.ts';
import type { Coverage } from '../../ops/dead-letters/scan.ts';
import type { Layout } from '../layout.ts';
import { plain } from '../plain.ts';
import { formatCount } from '../quantities.ts';
import { type Column, formatTable } from '../table.ts';
import { cut, wrap } from '../width.ts';
import type { Privacy } from './privacy.ts';

/** Dead letters with one reason and one error; part of the documents of `--json`. Times are in ISO 8601. */
export interface GroupDocument {
  readonly reason: string;
  /** Empty where nobody knows. */
  readonly error: string;
  /** The reason as a sentence. */
  readonly explanation: string;
  readonly count: number;
  /** Of these, those that were redriven before. */
  readonly redriven: number;
  /** When the first of them became a dead letter. */
  readonly oldest: string;
  readonly newest: string;
}

/** What a group tells. */
export function groupDocument(group: DeadLetterGroup, privacy: Privacy): GroupDocument {
  return {
    reason: privacy.text(group.reason),
    error: privacy.text(group.error),
    explanation: privacy.text(group.explanation),
    count: group.count,
    redriven: group.redriven,
    oldest: group.oldest.toISOString(),
    newest: group.newest.toISOString(),
  };
}

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
    groups.map((group) => [group.count, groupText(group)]),
    layout,
  );
}

function groupText({ count, reason, error, redriven }: GroupDocument): string {
  const name = [cut(plain(reason), MAX_TEXT), cut(plain(error), MAX_TEXT)].filter(Boolean).join(' · ');
  if (redriven === 0) return name;
  return `${name} (${redriven === count ? 'all' : formatCount(redriven)} redriven before)`;
}

/** How a person hears of messages that a command could not give back. */
export function stillHidden(count: string): string {
  return `${count} could not be given back: hidden from other readers for up to two minutes.`;
}

/** Lines that say loudly that not the whole queue was seen; none where it was. */
export function formatCoverage({ partial, notGivenBack }: Coverage, { width, paint }: Layout): string[] {
  const lines = [
    ...(partial.length > 0 ? wrap(`NOT THE WHOLE PICTURE: ${partial.join(' ')}`, width) : []),
    ...(notGivenBack > 0 ? wrap(stillHidden(formatCount(notGivenBack)), width) : []),
  ];
  return lines.map((line) => paint(['bold', 'yellow'], line));
}
