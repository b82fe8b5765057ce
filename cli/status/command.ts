import { Command } from 'commander';
import { addTargetOptions } from '../terminal/target-options.ts';
import type { StatusOptions } from './run.ts';

/** `amplify-mailroom status`: how a pipeline is doing, on one screen. */
export function statusCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('status')
    .description('Show what waits, what is dead and why, the SES quota, and the alarms that are on.')
    .option('--watch', 'look again every five seconds, until Ctrl-C')
    .option('--json', 'print a JSON document, described in docs/command.md; with --watch one a line');
  return addTargetOptions(command)
    .addHelpText(
      'after',
      `
To tell the reasons it looks at up to 1,000 dead letters, with --watch only when
their number changes. That hides each from other readers for a moment, and
raises its receive count: SQS has no other way.

Ends with 0, and with --watch at Ctrl-C; with 1 where a part could not be read.

Example:
  npx amplify-mailroom status --watch`,
    )
    .action(async (options: StatusOptions) => {
      const { runStatus } = await import('./run.ts');
      finish(await runStatus(options));
    });
}
