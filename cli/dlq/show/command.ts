import { Command } from 'commander';
import { AUDIT_FILE } from '../../../ops/audit/audit-file.ts';
import { addQueueOption, addViewOptions, LOOKING } from '../../dead-letters/options.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import type { ShowOptions } from './run.ts';

/** `amplify-mailroom dlq show`: everything about some dead letters. */
export function showCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('show')
    .description('Show dead letters whole: why they are, their history, attributes and payload.')
    .argument('<ids...>', 'ids of notifications, or of messages; several may have the same')
    .option('--audit <file>', 'where redrives were recorded', AUDIT_FILE);
  return addTargetOptions(addViewOptions(addQueueOption(command)))
    .addHelpText('after', `${LOOKING}\nThe whole queue is looked through: SQS finds nothing by its id.`)
    .addHelpText('after', '\nExample:\n  npx amplify-mailroom dlq show order-1042 --show-recipients')
    .action(async (ids: string[], options: ShowOptions) => {
      const { runShow } = await import('./run.ts');
      finish(await runShow(ids, options));
    });
}
