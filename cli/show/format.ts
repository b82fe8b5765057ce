import { knownOf, type Part } from '../../ops/part.ts';
import { formatCoverage } from '../../words/dead-letters/groups.ts';
import type { Layout, Style } from '../../words/layout.ts';
import { formatNext } from '../../words/next-steps.ts';
import { plain } from '../../words/plain.ts';
import { formatAge, formatCount, formatSeconds } from '../../words/quantities.ts';
import { type Column, formatTable } from '../../words/table.ts';
import { wrap } from '../../words/width.ts';
import { EVENTS, formatMoments, whatHappened } from '../dead-letters/moments.ts';
import type { LettersPart, StoryDocument, StoryEvent, StoryLetter } from './document.ts';
import type { StoryState } from './story-state.ts';

const INDENT = 2;
const COLUMNS: readonly Column[] = [{}, { overflow: 'wrap' }];

const STYLES: Readonly<Record<StoryState, Style | undefined>> = {
  unknown: 'yellow',
  sending: 'yellow',
  undelivered: 'red',
  'dead-letter': 'red',
  accepted: undefined,
  delayed: 'yellow',
  delivered: 'green',
  bounced: 'red',
  complained: 'red',
  suppressed: 'red',
  rejected: 'red',
  withheld: 'yellow',
};

/** What became of a notification, for a person. */
export function formatStory(document: StoryDocument, layout: Layout): string {
  const { width, paint } = layout;
  const style = STYLES[document.state];
  const lines = [
    ...wrap(plain(document.id), width).map((line) => paint('bold', line)),
    ...indented(document.explanation, layout).map((line) =>
      style === undefined ? line : paint(['bold', style], line),
    ),
    ...[document.deadLetters, document.undelivered].flatMap((part) => coverage(part, layout)),
    '',
    ...formatTable(COLUMNS, facts(document, layout), { width }),
    '',
    paint('bold', 'Story'),
    ...formatMoments(
      document.story.map((event) => ({ ...event, what: tell(event, document) })),
      layout,
    ),
    ...formatNext(document.next, layout),
  ];
  return `${lines.join('\n')}\n`;
}

function indented(text: string, { width }: Layout): string[] {
  return wrap(text, width - INDENT).map((line) => `${' '.repeat(INDENT)}${line}`);
}

function coverage(part: Part<LettersPart>, layout: Layout): string[] {
  const found = knownOf(part);
  return found === undefined ? [] : formatCoverage(found, layout);
}

function facts(document: StoryDocument, { now }: Layout): string[][] {
  const { state, sesMessageIds, table, deadLetters, undelivered, queue } = document;
  const entry = knownOf(table);
  const lockedUntil = entry?.lockedUntil ?? null;
  const rows: [name: string, value: string | undefined][] = [
    ['state', state],
    ['SES message id', sesMessageIds.length > 0 ? sesMessageIds.join(', ') : undefined],
    ...letterFacts('dead letter', deadLetters),
    ...letterFacts('undelivered', undelivered),
    ['attempt', lockedUntil === null ? undefined : lock(Date.parse(lockedUntil), now)],
    [
      'forgotten',
      entry?.expires ? `in ${formatSeconds((Date.parse(entry.expires) - now) / 1000)}` : undefined,
    ],
    ['table', 'unavailable' in table ? unread(table.unavailable) : entry === null ? NO_TABLE : undefined],
    ['queue', 'unavailable' in queue ? unread(queue.unavailable) : undefined],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value)]]));
}

const NO_TABLE = 'The outputs of the pipeline name none, so what was sent is not known here.';

function unread(why: string): string {
  return `could not be read: ${why}`;
}

function letterFacts(name: string, part: Part<LettersPart>): [name: string, value: string][] {
  if ('unavailable' in part) return [[name, unread(part.unavailable)]];
  return part.value.letters.map((letter) => [name, aboutLetter(letter)]);
}

function aboutLetter({ reason, error, explanation, attempts, redrives }: StoryLetter): string {
  const title = [reason, error].filter(Boolean).join(' · ');
  const counts = [
    ...(attempts === null ? [] : [attempts === 1 ? '1 attempt' : `${formatCount(attempts)} attempts`]),
    ...(redrives > 0 ? [`redriven ${redrives}×`] : []),
  ];
  return `${title}: ${explanation}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`;
}

function lock(until: number, now: number): string {
  return until > now
    ? `in a worker’s hands; nobody else tries it for ${formatSeconds((until - now) / 1000)}`
    : `how the last one ended is not known, ${formatAge(new Date(until), now)} since`;
}

/** One moment, with what SES said of it. */
function tell(event: StoryEvent, { sesMessageIds }: StoryDocument): string {
  const { event: name, principal, state } = event;
  if (name in EVENTS)
    return whatHappened({ event: name as keyof typeof EVENTS, principal, state, afterMilliseconds: null });
  const { recipients = 1, type, subtype, status, until, sesMessageId } = event;
  const words = [type, subtype, status].filter((word) => word !== undefined).map(plain);
  return [
    name === 'accepted' ? 'accepted by SES' : name,
    ...(recipients > 1 ? [`for ${formatCount(recipients)} recipients`] : []),
    ...(words.length > 0 ? [`(${words.join(' · ')})`] : []),
    ...(until === undefined ? [] : [`SES tries until ${plain(until)}`]),
    ...(sesMessageIds.length > 1 && sesMessageId !== undefined ? [plain(sesMessageId)] : []),
  ].join(' ');
}
