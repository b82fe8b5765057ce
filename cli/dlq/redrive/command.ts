import { Command } from 'commander';
import { AUDIT_FILE } from '../../../ops/audit/audit-file.ts';
import { addFilterOptions } from '../../dead-letters/options.ts';
import { addQueueOption, LOOKING } from '../../dead-letters/view-options.ts';
import { canAsk } from '../../terminal/ask.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import { addApplyOptions, readRate } from '../plan-and-apply/options.ts';
import { checkRedriveOptions, type RedriveOptions } from './options.ts';

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
