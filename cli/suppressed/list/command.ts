import { Command } from 'commander';
import { addViewOptions, readCount } from '../../dead-letters/options.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import { collectAddress, readReason } from '../options.ts';
import type { ListOptions } from './run.ts';

/** `amplify-mailroom suppressed list`: who is on the list, and why. */
export function listCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('list')
    .description('List whom SES does not send to any more, and why.')
    .argument('[addresses...]', 'only these: whether they are there', collectAddress)
    .option('--reason <reason>', 'those for this reason: bounce or complaint', readReason)
    .option('--limit <n>', 'stop after so many', readCount);
  return addTargetOptions(addViewOptions(command))
    .addHelpText(
      'after',
      `
SES answers page by page, and slows down who asks much: a long list takes its
time. Ctrl-C lists what was read until then.

Ends with 1 where one of the addresses is not on the list.

Examples:
  npx amplify-mailroom suppressed list --reason complaint
  npx amplify-mailroom suppressed list ada@example.com`,
    )
    .action(async (addresses: readonly string[], options: ListOptions) => {
      const { runList } = await import('./run.ts');
      finish(await runList(addresses, options));
    });
}
