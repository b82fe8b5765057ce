import { Command } from 'commander';
import {
  addFilterOptions,
  addQueueOption,
  addViewOptions,
  LOOKING,
  readCount,
} from '../../dead-letters/options.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import type { ListOptions } from './run.ts';

/** `amplify-mailroom dlq list`: dead letters by reason and error. */
export function listCommand(finish: (exitCode: number) => void): Command {
  const command = addFilterOptions(
    new Command('list').description('List dead letters by reason and error, with the newest of each.'),
  ).option('--limit <n>', 'stop after so many that match', readCount);
  return addTargetOptions(addViewOptions(addQueueOption(command)))
    .addHelpText('after', LOOKING)
    .addHelpText('after', '\nExample:\n  npx amplify-mailroom dlq list --since 12h --reason expired')
    .action(async (options: ListOptions) => {
      const { runList } = await import('./run.ts');
      finish(await runList(options));
    });
}
