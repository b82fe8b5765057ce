import { formatCoverage } from '../../../words/dead-letters/groups.ts';
import type { ListDocument } from '../../../words/dead-letters/list-document.ts';
import type { ListedGroup, ListedLetter } from '../../../words/dead-letters/listed-group.ts';
import { shownId } from '../../../words/dead-letters/next-steps.ts';
import { countOf } from '../../../words/dead-letters/queue.ts';
import type { Layout } from '../../../words/layout.ts';
import { formatNext } from '../../../words/next-steps.ts';
import { plain } from '../../../words/plain.ts';
import { formatAge, formatCount } from '../../../words/quantities.ts';
import { type Column, formatTable, naturalWidth } from '../../../words/table.ts';
import { cut, wrap } from '../../../words/width.ts';

const INDENT = 2;

/** Columns of a text about a group. Ours are short; one that somebody else wrote is not to fill the screen. */
const MAX_TEXT = 200;
const LETTER_COLUMNS: readonly Column[] = [{}, { align: 'right' }, {}, {}];

/** Dead letters by reason and error for a person, and what to type next. */
export function formatList(list: ListDocument, layout: Layout): string {
  const lines = [
    ...formatCoverage(list, layout),
    ...(list.partial.length > 0 || list.notGivenBack > 0 ? [''] : []),
    ...list.groups.flatMap((group) => [...formatGroup(group, layout), '']),
    ...wrap(total(list), layout.width).map((line) => layout.paint('bold', line)),
    ...formatNext(list.next, layout),
  ];
  return `${lines.join('\n')}\n`;
}

function formatGroup(group: ListedGroup, layout: Layout): string[] {
  const { width, paint } = layout;
  const { count, reason, error, explanation, letters } = group;
  const known = (text: string) => cut(plain(text), MAX_TEXT);
  const indented = (text: string) => wrap(text, width - INDENT).map((line) => `${' '.repeat(INDENT)}${line}`);
  const title = [`${formatCount(count)} ${known(reason)}`, known(error)].filter(Boolean).join(' · ');
  return [
    ...wrap(title, width).map((line) => paint(['bold', 'red'], line)),
    ...indented(known(explanation)),
    ...indented(ages(group, layout)).map((line) => paint('dim', line)),
    ...formatLetters(letters, layout),
    ...(count > letters.length ? indented(`… and ${formatCount(count - letters.length)} more`) : []),
  ];
}

function ages({ count, oldest, newest, redriven, letters }: ListedGroup, { now }: Layout): string {
  const first = formatAge(new Date(oldest), now);
  const last = formatAge(new Date(newest), now);
  const span = first === last ? `${last} ago` : `oldest ${first} ago, newest ${last} ago`;
  const before = redriven > 0 ? `; ${formatCount(redriven)} redriven before` : '';
  return `${span}${before}${count > letters.length ? `; the newest ${letters.length}:` : ''}`;
}

/** In columns where they fit, else each in lines of its own: an id that is cut cannot be typed. */
function formatLetters(letters: readonly ListedLetter[], { width, now }: Layout): string[] {
  const indent = 2 * INDENT;
  const rows = letters.map((letter): [id: string, age: string, recipient: string, redriven: string] => [
    shownId(letter),
    formatAge(new Date(letter.deadLettered), now),
    recipientsOf(letter),
    letter.redrives > 0 ? `redriven ${letter.redrives}×` : '',
  ]);
  const columns = rows.some(([, , , redriven]) => redriven) ? rows : rows.map((row) => row.slice(0, -1));
  if (naturalWidth(columns) <= width - indent) return formatTable(LETTER_COLUMNS, columns, { width, indent });
  return rows.flatMap(([id, ...others]) => [
    ...wrap(id, width - indent).map((line) => `${' '.repeat(indent)}${line}`),
    ...wrap(others.filter(Boolean).join(', '), width - indent - INDENT).map(
      (line) => `${' '.repeat(indent + INDENT)}${line}`,
    ),
  ]);
}

function recipientsOf({ recipient, recipients }: ListedLetter): string {
  if (recipient === null) return 'no recipient';
  return recipients > 1 ? `${plain(recipient)} and ${recipients - 1} more` : plain(recipient);
}

function total({ matching, received, partial, queue }: ListDocument): string {
  const count = countOf(matching, queue);
  if (partial.length > 0)
    return matching > 0 ? `At least ${count}.` : capitalized(`${count} among those seen.`);
  const others = received - matching;
  if (others > 0) return capitalized(`${count}, and ${formatCount(others)} that the filters leave out.`);
  return matching > 0 ? `${count}.` : `There are ${count}.`;
}

function capitalized(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
