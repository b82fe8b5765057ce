import { Command } from 'commander';
import { AUDIT_FILE } from '../../../ops/audit/audit-file.ts';
import { addApplyOptions, addFilterOptions, addQueueOption, LOOKING } from '../../dead-letters/options.ts';
import { refuseUnasked } from '../../plan-and-apply/refuse-unasked.ts';
import { canAsk } from '../../terminal/ask.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import type { PurgeOptions } from './run.ts';

/** `amplify-mailroom dlq purge`: deletes dead letters, once they are in a file. */
export function purgeCommand(finish: (exitCode: number) => void): Command {
  const command = addFilterOptions(
    new Command('purge').description(
      "Delete dead letters, each once it is in a file: says what it would do, then asks for the queue's name.",
    ),
  )
    .option(
      '--export <file>',
      'the file; never one that exists (default: mailroom-purged-<queue>-<time>.jsonl)',
    )
    .option('--confirm <queue name>', 'do not ask: the name of the queue, as the plan tells it');
  return addTargetOptions(addApplyOptions(addQueueOption(command), AUDIT_FILE))
    .addHelpText('after', '\nThe file holds addresses and contents, for its owner alone to read.')
    .addHelpText('after', LOOKING)
    .addHelpText('after', '\nExample:\n  npx amplify-mailroom dlq purge --reason invalid --until 7d')
    .action(async (options: PurgeOptions) => {
      checkPurgeOptions(options, canAsk());
      const { runPurge } = await import('./run.ts');
      finish(await runPurge(options));
    });
}

/**
 * Refuses options that do not go together.
 *
 * @param canAsk whether there is somebody to ask.
 * @throws UsageError in one sentence.
 */
export function checkPurgeOptions({ confirm, dryRun, json }: PurgeOptions, canAsk: boolean): void {
  if (confirm !== undefined || dryRun) return;
  refuseUnasked(
    { json },
    canAsk,
    'give --confirm with the name of the queue to purge, or --dry-run to see the plan.',
  );
}
