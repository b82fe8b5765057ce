import { type Command, InvalidArgumentError } from 'commander';
import type { DeadLetterFilter, RedriveRange } from '../../ops/dead-letters/filter.ts';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

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

/** The options by which every command on dead letters is told which are meant. */
export function addFilterOptions(command: Command): Command {
  return command
    .option('--reason <reason>', 'those with this reason, as "dlq list" names it; may be repeated', collect)
    .option('--error <name>', 'those with this error, as in MessageRejected; may be repeated', collect)
    .option('--since <time>', 'those since then: 30m, 2h, 3d ago, or ISO 8601', readMoment)
    .option('--until <time>', 'those before then', readMoment)
    .option('--id <id>', 'the notification with this id, or the message; may be repeated', collect)
    .option('--recipient-domain <domain>', 'those to this domain')
    .option('--redrives <n>', 'those redriven so often before: 0, 1, 2+ or any', readRedrives);
}

/** The filter that the options describe. */
export function filterFrom(options: FilterOptions): DeadLetterFilter {
  const { reason, error, since, until, id, recipientDomain, redrives } = options;
  return { reasons: reason, errors: error, since, until, ids: id, recipientDomain, redrives };
}

/** Reads a moment: so long ago, or in ISO 8601. */
export function readMoment(text: string, _previous?: unknown, now: number = Date.now()): Date {
  const [, count, unit = ''] = /^(\d+)\s?([smhd])$/.exec(text) ?? [];
  const ago = count === undefined ? undefined : Number(count) * (UNIT_SECONDS[unit] ?? 0) * 1000;
  const isDate = /^\d{4}-\d{2}-\d{2}/.test(text);
  const moment = new Date(ago !== undefined ? now - ago : isDate ? text : Number.NaN);
  // A date has its end too: nothing is as long ago as 99999999999d.
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new InvalidArgumentError('Expected a time ago, as in 30m, 2h or 3d, or one in ISO 8601.');
}

/** Reads how often something may have been redriven. */
export function readRedrives(text: string): RedriveRange {
  if (text === 'any') return { min: 0 };
  const [, count, isOpen] = /^(\d{1,6})(\+?)$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('Expected a number, as in 0, 1 or 2+, or any.');
  return isOpen ? { min: Number(count) } : { min: Number(count), max: Number(count) };
}

function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}
