import type { HistoryEvent } from '../../ops/audit/history.ts';
import type { Layout } from '../../words/layout.ts';
import { plain } from '../../words/plain.ts';
import { formatSeconds } from '../../words/quantities.ts';
import { type Column, formatTable } from '../../words/table.ts';
import { wrap } from '../../words/width.ts';

const INDENT = 2;
const COLUMNS: readonly Column[] = [{}, { overflow: 'wrap' }, { align: 'right' }];

/** Room for a moment, a duration, and something between them. */
const WIDE = 64;

/** What happened on the way through the queues, for a person. */
export const EVENTS: Readonly<Record<HistoryEvent['event'], string>> = {
  published: 'published',
  entered: 'entered the queue',
  attempted: 'last attempt to send it',
  deadLettered: 'dead letter',
  redrive: 'redriven',
  move: "moved by SQS's own task",
  purge: 'purged',
  import: 'imported',
};

/** One moment of a history in words. */
export interface ToldMoment {
  readonly time: string;
  readonly what: string;
  readonly afterMilliseconds: number | null;
}

/** What happened, by whom, and how it ended. */
export function whatHappened({ event, principal, state }: Omit<HistoryEvent, 'time'>): string {
  return [EVENTS[event], by(principal), state && state !== 'finished' ? `(${plain(state)})` : '']
    .filter(Boolean)
    .join(' ');
}

/** In columns where the moment fits beside what happened, else one below the other. */
export function formatMoments(moments: readonly ToldMoment[], { width }: Layout): string[] {
  const rows = moments.map(({ time, what, afterMilliseconds }): [string, string, string] => [
    time,
    what,
    afterMilliseconds === null ? '' : after(afterMilliseconds),
  ]);
  if (rows.length === 0) return [`${' '.repeat(INDENT)}Nothing is known of it.`];
  if (width >= WIDE) return formatTable(COLUMNS, rows, { width, indent: INDENT });
  return rows.flatMap(([time, what, later]) => [
    `${' '.repeat(INDENT)}${time}`,
    ...wrap([what, later].filter(Boolean).join(', '), width - 2 * INDENT).map(
      (line) => `${' '.repeat(2 * INDENT)}${line}`,
    ),
  ]);
}

function by(principal: string | undefined): string {
  return principal === undefined ? '' : `by ${plain(principal)}`;
}

/** Seconds are told apart from what takes a moment. */
function after(milliseconds: number): string {
  if (milliseconds < 0) return 'clocks differ';
  return milliseconds < 1000 ? `${milliseconds} ms later` : `${formatSeconds(milliseconds / 1000)} later`;
}
