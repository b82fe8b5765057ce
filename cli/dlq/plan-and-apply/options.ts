import { type Command, InvalidArgumentError } from 'commander';
import type { TargetChoice } from '../../../ops/target.ts';
import type { FilterOptions } from '../../dead-letters/options.ts';
import type { QueueOptions } from '../../dead-letters/queue-option.ts';

/** What every command that changes a dead-letter queue was told. */
export interface ApplyOptions extends TargetChoice, QueueOptions, FilterOptions {
  readonly dryRun?: boolean;
  /** The audit file. */
  readonly audit: string;
  readonly showRecipients?: boolean;
  readonly json?: boolean;
}

/** How something is planned, done and recorded. */
export function addApplyOptions(command: Command, auditFile: string): Command {
  return command
    .option('--dry-run', 'say what it would do, and stop there')
    .option('--audit <file>', 'append there who did what', auditFile)
    .option('--show-recipients', 'show addresses whole (default: masked, as in a***@example.com)')
    .option('--json', 'print one JSON document, described in docs/command.md');
}

/** Nobody means less than one message in a hundred seconds, for which a timer would have to wait too long. */
const MIN_RATE = 0.01;

/** Reads a number of messages a second. */
export function readRate(text: string): number {
  const rate = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && rate >= MIN_RATE) return rate;
  throw new InvalidArgumentError(`Expected messages a second, a number from ${MIN_RATE}.`);
}
