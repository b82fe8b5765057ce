import { Command } from 'commander';
import { AUDIT_FILE } from '../../ops/audit/audit-file.ts';
import { addViewOptions, LOOKING } from '../dead-letters/options.ts';
import { addTargetOptions } from '../terminal/target-options.ts';
import type { ShowOptions } from './run.ts';

/** `amplify-mailroom show`: what became of one notification. */
export function showCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('show')
    .description('Tell what became of one notification, from its table, its queues and the audit file.')
    .argument('<id>', 'the id of the notification, or of the message of a dead letter')
    .option('--audit <file>', 'where redrives were recorded', AUDIT_FILE);
  return addTargetOptions(addViewOptions(command))
    .addHelpText(
      'after',
      `
Of what is sent, the table knows whether SES accepted it, and what SES told
afterwards. Both dead-letter queues are looked through; the queue itself is not,
since SQS finds nothing by its id, and what is looked at there is not sent
meanwhile.
${LOOKING.trimStart()}

Ends with 0 where something is known of it, else with 1.

Example:
  npx amplify-mailroom show order-1042`,
    )
    .action(async (id: string, options: ShowOptions) => {
      const { runShow } = await import('./run.ts');
      finish(await runShow(id, options));
    });
}
