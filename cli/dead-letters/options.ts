import { type Command, InvalidArgumentError } from 'commander';
import type { DeadLetterFilter, RedriveRange } from '../../ops/dead-letters/filter.ts';
import type { TargetChoice } from '../../ops/target.ts';
import { collect } from '../terminal/collect.ts';
import { collectReason } from './known-reason.ts';

/** Which of the two queues a command looks into. */
export interface QueueOptions {
  readonly undelivered?: boolean;
}

/** What every command that looks into a dead-letter queue was told. */
export interface ViewOptions extends TargetChoice, QueueOptions {
  readonly showRecipients?: boolean;
  readonly json?: boolean;
}

/** What commander makes of the options by which dead letters are chosen. */
export interface FilterOptions {
  readonly reason?: string[];
  readonly error?: string[];
  readonly since?: Date;
  readonly until?: Date;
  readonly id?: string[];
  readonly recipientDomain?: string;
  readonly redrives?: RedriveRange;
}

/** What every command that changes a dead-letter queue was told. */
export interface ApplyOptions extends ViewOptions, FilterOptions {
  readonly dryRun?: boolean;
  /** The audit file. */
  readonly audit: string;
}

/** What everybody has to know before looking into a queue. */
export const LOOKING = `
Looking hides each message from other readers for a moment, two minutes at most,
and raises its receive count: SQS has no other way.`;

/** Which queue is looked into. */
export function addQueueOption(command: Command): Command {
  return command.option('--undelivered', 'look into the queue of what SNS could not deliver instead');
}

/** How what is found is shown. */
export function addViewOptions(command: Command): Command {
  return command
    .option('--show-recipients', 'show addresses whole (default: masked, as in a***@example.com)')
    .option('--json', 'print one JSON document, described in docs/command.md');
}

/** The options by which every command on dead letters is told which are meant. */
export function addFilterOptions(command: Command): Command {
  return command
    .option(
      '--reason <reason>',
      'those with this reason, as "dlq list" names it; may be repeated',
      collectReason,
    )
    .option('--error <name>', 'those with this error, as in MessageRejected; may be repeated', collect)
    .option('--since <time>', 'those since then: 30m, 2h, 3d ago, or ISO 8601', readMoment)
    .option('--until <time>', 'those before then', readMoment)
    .option('--id <id>', 'the notification with this id, or the message; may be repeated', collect)
    .option('--recipient-domain <domain>', 'those to this domain', readDomain)
    .option('--redrives <n>', 'those redriven so often before: 0, 1, 2+ or any', readRedrives);
}

/** How something is planned, done, recorded and shown. */
export function addApplyOptions(command: Command, auditFile: string): Command {
  return addViewOptions(
    command
      .option('--dry-run', 'say what it would do, and stop there')
      .option('--audit <file>', 'append there who did what', auditFile),
  );
}

/** The filter that the options describe. */
export function filterFrom(options: FilterOptions): DeadLetterFilter {
  const { reason, error, since, until, id, recipientDomain, redrives } = options;
  return { reasons: reason, errors: error, since, until, ids: id, recipientDomain, redrives };
}

const UNIT_SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Reads a moment: so long ago, or in ISO 8601. */
export function readMoment(text: string, _previous?: unknown, now: number = Date.now()): Date {
  const ago = /^(?<count>\d+)\s?(?<unit>[smhd])$/.exec(text)?.groups;
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = Number(ago?.count) * UNIT_SECONDS[ago?.unit as keyof typeof UNIT_SECONDS];
  const moment = new Date(ago ? now - seconds * 1000 : date);
  // A date has its end too: nothing is as long ago as 99999999999d.
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new InvalidArgumentError('Expected a time ago, as in 30m, 2h or 3d, or one in ISO 8601.');
}

/** Reads the domain of recipients; a whole address is none, and would mean nobody. */
export function readDomain(text: string): string {
  if (/^[^\s@<>,;]+$/.test(text)) return text;
  throw new InvalidArgumentError('Expected a domain, as in example.com, without what stands before its @.');
}

/** Reads how often something may have been redriven. */
export function readRedrives(text: string): RedriveRange {
  if (text === 'any') return { min: 0 };
  const [, count, isOpen] = /^(\d{1,6})(\+?)$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('Expected a number, as in 0, 1 or 2+, or any.');
  return isOpen ? { min: Number(count) } : { min: Number(count), max: Number(count) };
}

/** Reads how many of something. */
export function readCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,9}$/.test(text) && count > 0) return count;
  throw new InvalidArgumentError('Expected a whole number above 0.');
}
