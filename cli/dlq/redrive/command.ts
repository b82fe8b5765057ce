import { Command, InvalidArgumentError } from 'commander';
import { AUDIT_FILE } from '../../../ops/audit/audit-file.ts';
import { isUnfiltered } from '../../../ops/dead-letters/filter.ts';
import { MOVE_RATE } from '../../../ops/redrive/move-rate.ts';
import {
  addApplyOptions,
  addFilterOptions,
  addQueueOption,
  filterFrom,
  LOOKING,
} from '../../dead-letters/options.ts';
import { refuseUnasked } from '../../plan-and-apply/refuse-unasked.ts';
import { canAsk } from '../../terminal/ask.ts';
import { UsageError } from '../../terminal/exit-code.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import type { RedriveOptions } from './run.ts';

/** `amplify-mailroom dlq redrive`: sends dead letters back to the queue. */
export function redriveCommand(finish: (exitCode: number) => void): Command {
  const command = addFilterOptions(
    new Command('redrive').description(
      'Send dead letters back to the queue: says what it would do, then asks.',
    ),
  )
    .option('--all', "everything, by SQS's own move task: no filter, no patch, no list of ids")
    .option('--rate <n>', 'messages a second at most (default: as many as the pipeline sends)', readRate)
    .option('--patch <file>', 'a JSON merge patch (RFC 7396) for the payloads on their way')
    .option('--yes', 'do not ask');
  return addTargetOptions(addApplyOptions(addQueueOption(command), AUDIT_FILE))
    .addHelpText(
      'after',
      `
What failed again after a redrive is left out, unless --redrives or --id asks
for it. Each message is sent, confirmed by SQS and only then deleted. After
Ctrl-C, or a crash, the same command goes on; what was sent already is known,
and makes no second email.`,
    )
    .addHelpText('after', LOOKING)
    .addHelpText('after', '\nExample:\n  npx amplify-mailroom dlq redrive --reason expired --since 12h')
    .action(async (options: RedriveOptions) => {
      checkRedriveOptions(options, canAsk());
      const { runRedrive } = await import('./run.ts');
      finish(await runRedrive(options));
    });
}

/** Nobody means less than one message in a hundred seconds, for which a timer would have to wait too long. */
const MIN_RATE = 0.01;

/** Reads a number of messages a second. */
export function readRate(text: string): number {
  const rate = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && rate >= MIN_RATE) return rate;
  throw new InvalidArgumentError(`Expected messages a second, a number from ${MIN_RATE}.`);
}

/**
 * Refuses options that do not go together.
 *
 * @param canAsk whether there is somebody to ask.
 * @throws UsageError in one sentence.
 */
export function checkRedriveOptions(options: RedriveOptions, canAsk: boolean): void {
  const { all, patch, rate, json, yes, dryRun } = options;
  if (all && !isUnfiltered(filterFrom(options)))
    throw new UsageError('--all redrives everything: leave it out to choose by filters.');
  if (all && patch !== undefined)
    throw new UsageError('--all moves messages as they are: leave it out to patch them.');
  if (all && rate !== undefined && !isMoveRate(rate)) {
    throw new UsageError(
      `--all takes a --rate that is a whole number from ${MOVE_RATE.min} to ${MOVE_RATE.max}, got ${rate}.`,
    );
  }
  if (yes || dryRun) return;
  refuseUnasked({ json }, canAsk, 'give --yes to redrive, or --dry-run to see the plan.');
}

function isMoveRate(rate: number): boolean {
  return Number.isInteger(rate) && rate >= MOVE_RATE.min && rate <= MOVE_RATE.max;
}
