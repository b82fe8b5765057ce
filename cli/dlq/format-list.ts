import { formatAge } from '../terminal/durations.ts';
import type { Layout } from '../terminal/layout.ts';
import { plain } from '../terminal/plain.ts';
import { type Column, formatTable, naturalWidth } from '../terminal/table.ts';
import { wrap } from '../terminal/width.ts';
import { formatPartial } from './format-partial.ts';
import type { ListDocument, ListedGroup, ListedLetter } from './list-document.ts';
import { CONTENT, countOf } from './queue-names.ts';

const INDENT = 2;
const LETTER_COLUMNS: readonly Column[] = [{}, { align: 'right' }, {}, {}];

/** Dead letters by reason and error for a person, and what to type next. */
export function formatList(list: ListDocument, layout: Layout): string {
  const lines = [
    ...formatPartial(list, layout),
    ...(list.partial.length > 0 || list.notGivenBack > 0 ? [''] : []),
    ...list.groups.flatMap((group) => [...formatGroup(group, layout), '']),
    ...wrap(total(list), layout.width).map((line) => layout.paint('bold', line)),
    ...hints(list, layout),
  ];
  return `${lines.join('\n')}\n`;
}

function formatGroup(group: ListedGroup, layout: Layout): string[] {
  const { width, paint } = layout;
  const { count, reason, error, explanation, letters } = group;
  const indented = (text: string) => wrap(text, width - INDENT).map((line) => `${' '.repeat(INDENT)}${line}`);
  const [title = '', ...rest] = wrap(
    [`${count} ${plain(reason)}`, error && plain(error)].filter(Boolean).join(' · '),
    width,
  );
  return [
    paint(['bold', 'red'], title),
    ...rest.map((line) => paint(['bold', 'red'], line)),
    ...indented(plain(explanation)),
    ...indented(ages(group, layout)).map((line) => paint('dim', line)),
    ...formatLetters(letters, layout),
    ...(count > letters.length ? indented(`… and ${count - letters.length} more`) : []),
  ];
}

function ages({ count, oldest, newest, redriven, letters }: ListedGroup, { now }: Layout): string {
  const age = (time: string) => formatAge(new Date(time), now);
  const span = count === 1 ? `${age(newest)} ago` : `oldest ${age(oldest)} ago, newest ${age(newest)} ago`;
  const before = redriven > 0 ? `; ${redriven} redriven before` : '';
  return `${span}${before}${count > letters.length ? `; the newest ${letters.length}:` : ''}`;
}

/** In columns where they fit, else each in lines of its own: an id that is cut cannot be typed. */
function formatLetters(letters: readonly ListedLetter[], { width, now }: Layout): string[] {
  const indent = 2 * INDENT;
  const rows = letters.map((letter) => [
    shownId(letter),
    formatAge(new Date(letter.deadLettered), now),
    letter.recipient === null ? 'no recipient' : plain(letter.recipient),
    letter.redrives > 0 ? `redriven ${letter.redrives}×` : '',
  ]);
  const columns = rows.some(([, , , redriven]) => redriven) ? rows : rows.map((row) => row.slice(0, -1));
  if (naturalWidth(columns) <= width - indent) return formatTable(LETTER_COLUMNS, columns, { width, indent });
  return rows.flatMap(([id = '', ...others]) => [
    ...wrap(id, width - indent).map((line) => `${' '.repeat(indent)}${line}`),
    ...wrap(others.filter(Boolean).join(', '), width - indent - INDENT).map(
      (line) => `${' '.repeat(indent + INDENT)}${line}`,
    ),
  ]);
}

/** What finds it again when typed: an id that is not shown as it is does not. */
function shownId({ id, messageId }: ListedLetter): string {
  return plain(id) === id && !id.includes('***@') ? id : messageId;
}

function total({ matching, received, partial, queue }: ListDocument): string {
  const count = countOf(matching, queue);
  const atLeast = partial.length > 0 ? 'At least ' : '';
  const others = received - matching;
  const looked = others > 0 ? `, and ${others} that the filters leave out` : '';
  if (matching === 0 && partial.length === 0 && others === 0) return `There are ${count}.`;
  return `${atLeast}${count}${looked}.`.replace(/^no /, 'No ');
}

function hints({ groups, queue }: ListDocument, { paint }: Layout): string[] {
  const [group] = groups;
  const letter = group?.letters[0];
  if (!group || !letter) return [];
  const { option } = CONTENT[queue];
  const lines = [
    `npx mailroom dlq show ${shellWord(shownId(letter), 'ID')}${option}`,
    `npx mailroom dlq redrive --reason ${shellWord(group.reason, 'REASON')}${option}`,
  ];
  return ['', 'Next:', ...lines.map((line) => paint('dim', `${' '.repeat(INDENT)}${line}`))];
}

/** A word that a shell takes as it is; anything else is for the reader to quote. */
function shellWord(word: string, placeholder: string): string {
  return /^\w[\w./:@-]*$/.test(word) ? word : placeholder;
}
