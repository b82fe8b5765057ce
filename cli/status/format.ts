import { type QueueDepth, totalOf } from '../../ops/dead-letters/depth.ts';
import type { Part } from '../../ops/part.ts';
import { formatGroups, type GroupDocument } from '../../words/dead-letters/groups.ts';
import type { Layout } from '../../words/layout.ts';
import { formatNext } from '../../words/next-steps.ts';
import { plain } from '../../words/plain.ts';
import { formatAge, formatCount, formatSeconds } from '../../words/quantities.ts';
import { type Column, formatTable } from '../../words/table.ts';
import { cut, wrap } from '../../words/width.ts';
import type { DeadLettersPart, MoveTaskPart, PostponedPart, QuotaPart, StatusDocument } from './document.ts';
import { formatAlarmsOn, summarizeAlarms } from './format-alarms.ts';
import { formatFeedback } from './format-feedback.ts';
import { formatPostponed } from './format-postponed.ts';

const COLUMNS: readonly Column[] = [{}, { overflow: 'wrap' }];

/** The names of two tables stand above each other. */
const NAME_WIDTH = 'dead letters'.length;

/** As many reasons fit on a screen beside the rest. */
const SHOWN_GROUPS = 6;

/** Columns of a reason's or an error's name. */
const MAX_NAME = 40;

/** One screen: what is on fire first, then what waits and what is dead. */
export function formatStatus(status: StatusDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { queue, undelivered, deadLetters, alarms } = status;
  const table = (rows: readonly (readonly [name: string, value: string])[]) =>
    formatTable(
      COLUMNS,
      rows.map(([name, value]) => [name.padEnd(NAME_WIDTH), value]),
      { width },
    );
  const on = 'value' in alarms ? formatAlarmsOn(alarms.value, layout) : [];
  const lines = [
    ...wrap(`${plain(status.pipeline)}, ${status.region}, account ${status.account}`, width).map((line) =>
      paint('bold', line),
    ),
    '',
    ...on,
    ...(on.length > 0 ? [''] : []),
    ...table([
      ['waiting', tell(queue, waiting)],
      ['in flight', tell(queue, (depth) => inFlight(depth, status.postponed))],
    ]),
    ...('value' in status.postponed ? formatPostponed(status.postponed.value, layout) : []),
    ...table([...oldest(queue, status.oldestSeconds), ['dead letters', tell(deadLetters, dead)]]),
    ...('value' in deadLetters ? reasons(deadLetters.value, layout) : []),
    ...table([
      ['undelivered', tell(undelivered, (depth) => formatCount(totalOf(depth)))],
      ['redrive', tell(status.moveTask, (task) => moving(task, layout))],
      ['SES', tell(status.quota, sending)],
      ...formatFeedback(status.feedback),
      ['alarms', tell(alarms, summarizeAlarms)],
    ]),
    ...formatNext(status.next, layout),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a part tells, or why it could not be read. */
function tell<Value>(part: Part<Value>, format: (value: Value) => string): string {
  return 'value' in part ? format(part.value) : `could not be read: ${plain(part.unavailable)}`;
}

/** What is in flight is in a worker's hands, or hidden until it is tried again. */
function inFlight({ inFlight }: QueueDepth, postponed: Part<readonly PostponedPart[]>): string {
  const count = formatCount(inFlight);
  if (!('value' in postponed))
    return `${count}; what of it waits for another attempt ${tell(postponed, () => '')}`;
  return postponed.value.length > 0 ? `${count}; hidden until another attempt:` : count;
}

function waiting({ visible, delayed }: QueueDepth): string {
  return delayed > 0 ? `${formatCount(visible)}, ${formatCount(delayed)} delayed` : formatCount(visible);
}

/** How old the oldest of the queue is; nothing where there is none. */
function oldest(queue: Part<QueueDepth>, seconds: Part<number | null>): [name: string, value: string][] {
  if ('value' in queue && totalOf(queue.value) === 0) return [];
  const age = (value: number | null) => (value === null ? 'not known yet' : `${formatSeconds(value)} old`);
  return [['oldest', tell(seconds, age)]];
}

function dead({ visible, inFlight, delayed }: DeadLettersPart): string {
  const total = formatCount(totalOf({ visible, inFlight, delayed }));
  return inFlight > 0 ? `${total}, ${formatCount(inFlight)} of them hidden by a reader` : total;
}

function reasons({ groups, partial }: DeadLettersPart, layout: Layout): string[] {
  const { width, paint } = layout;
  const more = groups.length - SHOWN_GROUPS;
  return [
    ...formatGroups(groups.slice(0, SHOWN_GROUPS).map(short), layout),
    ...(more > 0 ? [`  … and ${more} more reasons, in dlq list`] : []),
    ...(partial.length > 0 ? wrap(`Not all were looked at. ${partial.join(' ')}`, width - 2) : []).map(
      (line) => paint('yellow', `  ${line}`),
    ),
  ];
}

/** Ours are short; one that somebody else wrote is not to fill the screen. */
function short(group: GroupDocument): GroupDocument {
  return { ...group, reason: cut(plain(group.reason), MAX_NAME), error: cut(plain(group.error), MAX_NAME) };
}

function moving(task: MoveTaskPart | null, { now }: Layout): string {
  if (!task) return 'none';
  const { status, moved, total, failure, started } = task;
  const of = total === null ? '' : ` of ${formatCount(total)}`;
  const when = started === null ? '' : `, began ${formatAge(new Date(started), now)} ago`;
  const why = failure === null ? '' : `: ${plain(failure)}`;
  return `SQS's task ${plain(status).toLowerCase()}${why}, ${formatCount(moved)}${of} moved${when}`;
}

function sending({ sentLast24Hours, daily, sendRate }: QuotaPart): string {
  const sent = formatCount(sentLast24Hours);
  const quota =
    daily === null
      ? `${sent} sent in 24 hours, no daily limit`
      : `${sent} of ${formatCount(daily)} sent in 24 hours (${percent(sentLast24Hours, daily)} %)`;
  return `${quota}; up to ${new Intl.NumberFormat('en').format(sendRate)} a second`;
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((100 * part) / whole) : 100;
}
