import { Command } from 'commander';
import { AUDIT_FILE } from '../../../ops/audit/audit-file.ts';
import { addQueueOption, addViewOptions, LOOKING } from '../../dead-letters/options.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import type { ShowOptions } from './run.ts';

/** `amplify-mailroom dlq show`: everything about one dead letter. */
export function showCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('show')
    .description('Show a dead letter whole: why it is one, its history, attributes and payload.')
    .argument('<id>', 'the id of the notification, or of the message; several may have it')
    .option('--audit <file>', 'where redrives were recorded', AUDIT_FILE);
  return addTargetOptions(addViewOptions(addQueueOption(command)))
    .addHelpText('after', `${LOOKING}\nThe whole queue is looked through: SQS finds nothing by its id.`)
    .addHelpText('after', '\nExample:\n  npx amplify-mailroom dlq show order-1042 --show-recipients')
    .action(async (id: string, options: ShowOptions) => {
      const { runShow } = await import('./run.ts');
      finish(await runShow(id, options));
    });
}
