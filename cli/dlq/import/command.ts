import { Command } from 'commander';
import { AUDIT_FILE } from '../../../ops/audit/audit-file.ts';
import { addApplyOptions, addQueueOption, LOOKING } from '../../dead-letters/options.ts';
import { refuseUnasked } from '../../plan-and-apply/refuse-unasked.ts';
import { canAsk } from '../../terminal/ask.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import type { ImportOptions } from './run.ts';

/** `amplify-mailroom dlq import`: puts exported dead letters back into the dead-letter queue. */
export function importCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('import')
    .description(
      'Put what was exported or purged back among the dead letters, edits included: says what it would do, then asks.',
    )
    .argument('<file>', 'a file of "dlq export" or "dlq purge"; its bodies may be edited')
    .option('--yes', 'do not ask');
  return addTargetOptions(addApplyOptions(addQueueOption(command), AUDIT_FILE))
    .addHelpText(
      'after',
      `
What is there already stays as it is; of what was edited in the file, the old
one is deleted once SQS has confirmed the new one. Nothing is sent to anybody:
"dlq redrive" does that. The alarm of dead letters goes off, since they arrive.`,
    )
    .addHelpText('after', LOOKING)
    .addHelpText('after', '\nExample:\n  npx amplify-mailroom dlq import invalid.jsonl --dry-run')
    .action(async (file: string, options: ImportOptions) => {
      checkImportOptions(options, canAsk());
      const { runImport } = await import('./run.ts');
      finish(await runImport(file, options));
    });
}

/**
 * Refuses options that do not go together.
 *
 * @param canAsk whether there is somebody to ask.
 * @throws UsageError in one sentence.
 */
export function checkImportOptions({ yes, dryRun, json }: ImportOptions, canAsk: boolean): void {
  if (yes || dryRun) return;
  refuseUnasked({ json }, canAsk, 'give --yes to import, or --dry-run to see the plan.');
}
