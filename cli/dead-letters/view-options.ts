import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { TargetChoice } from '../../ops/target.ts';
import type { QueueOptions } from './queue-option.ts';

/** What every command that looks into a dead-letter queue was told. */
export interface ViewOptions extends TargetChoice, QueueOptions {
  readonly showRecipients?: boolean;
  readonly json?: boolean;
}

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

/** What everybody has to know before looking into a queue. */
export const LOOKING = `
Looking hides each message from other readers for a moment, two minutes at most,
and raises its receive count: SQS has no other way.`;

/** Reads how many of something. */
export function readCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,9}$/.test(text) && count > 0) return count;
  throw new InvalidArgumentError('Expected a whole number above 0.');
}
