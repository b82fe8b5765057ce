import { formatCoverage } from '../../../words/dead-letters/groups.ts';
import { countOf } from '../../../words/dead-letters/queue.ts';
import type { Layout } from '../../../words/layout.ts';
import { plain, plainJson } from '../../../words/plain.ts';
import { type Column, formatTable } from '../../../words/table.ts';
import { wrap } from '../../../words/width.ts';
import { formatMoments, whatHappened } from '../../dead-letters/moments.ts';
import type { ShowDocument, ShownAttribute, ShownLetter } from './document.ts';

const INDENT = 2;
const FACT_COLUMNS: readonly Column[] = [{}, { overflow: 'wrap' }];

/** Dead letters whole, for a person. The payload's lines are not broken, so that it can be copied. */
export function formatShow(shown: ShowDocument, layout: Layout): string {
  const { letters, queue, partial, notGivenBack } = shown;
  const lines = [
    ...formatCoverage(shown, layout),
    ...(partial.length > 0 || notGivenBack > 0 ? [''] : []),
    ...(letters.length > 1 ? [`${countOf(letters.length, queue)}.`, ''] : []),
    ...letters.flatMap((letter, index) => [
      ...(index > 0 ? ['', layout.paint('dim', '─'.repeat(layout.width)), ''] : []),
      ...formatLetter(letter, layout),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function formatLetter(letter: ShownLetter, layout: Layout): string[] {
  const { width, paint } = layout;
  const heading = (text: string) => ['', paint('bold', text)];
  return [
    ...wrap(plain(letter.id), width).map((line) => paint('bold', line)),
    ...wrap(plain(letter.explanation), width - INDENT).map((line) => `${' '.repeat(INDENT)}${line}`),
    '',
    ...formatTable(FACT_COLUMNS, facts(letter), { width }),
    ...heading('History'),
    ...formatMoments(
      letter.history.map((event) => ({ ...event, what: whatHappened(event) })),
      layout,
    ),
    ...heading('Attributes'),
    ...formatAttributes(letter.attributes, layout),
    ...heading('Payload'),
    ...formatPayload(letter.payload),
  ];
}

function facts(letter: ShownLetter): string[][] {
  const { reason, error, messageId, recipient, cc, bcc, attempts, receives, redrives } = letter;
  const { messageGroupId, traceHeader } = letter;
  const rows: readonly [string, string | number | null][] = [
    ['reason', reason],
    ['error', error || 'unknown'],
    ['recipient', recipient ?? 'none'],
    ['cc', cc],
    ['bcc', bcc],
    ['attempts', attempts ?? 'unknown'],
    ['receives', receives],
    ['redrives', redrives],
    ['message id', messageId],
    ['message group', messageGroupId],
    ['trace', traceHeader],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, plain(String(value))]]));
}

function formatAttributes(
  attributes: Readonly<Record<string, ShownAttribute>>,
  { width, paint }: Layout,
): string[] {
  const indented = (text: string, indent: number) =>
    wrap(text, width - indent).map((line) => `${' '.repeat(indent)}${line}`);
  const lines = Object.entries(attributes).flatMap(([name, attribute]) => [
    ...indented(`${plain(name)} (${plain(attribute.dataType)})`, INDENT).map((line) => paint('dim', line)),
    ...indented(textOf(attribute), 2 * INDENT),
  ]);
  return lines.length > 0 ? lines : [`${' '.repeat(INDENT)}none`];
}

function textOf({ stringValue, binaryValue }: ShownAttribute): string {
  if (binaryValue !== undefined) return `base64 ${plain(binaryValue)}`;
  return stringValue === undefined ? 'no value' : plain(stringValue);
}

function formatPayload(payload: string): string[] {
  const json = prettyJson(payload);
  return json === undefined ? payload.split(/\r?\n/).map(plain) : plainJson(json).split('\n');
}

/** `undefined` where it is no JSON, or nested deeper than can be written. */
function prettyJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}
