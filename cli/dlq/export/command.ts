import { Command } from 'commander';
import { addFilterOptions, addQueueOption, LOOKING, readCount } from '../../dead-letters/options.ts';
import { addTargetOptions } from '../../terminal/target-options.ts';
import type { ExportOptions } from './run.ts';

/** `amplify-mailroom dlq export`: dead letters whole, as JSON Lines. */
export function exportCommand(finish: (exitCode: number) => void): Command {
  const command = addFilterOptions(
    new Command('export')
      .description('Export dead letters as JSON Lines, whole: addresses and content are not masked.')
      .option('--out <file>', 'a new file, readable by its owner alone (default: stdout)'),
  ).option('--limit <n>', 'stop after so many that match', readCount);
  return addTargetOptions(addQueueOption(command))
    .addHelpText('after', `\nEach line is one dead letter, described in docs/command.md.\n${LOOKING}`)
    .addHelpText(
      'after',
      '\nExample:\n  npx amplify-mailroom dlq export --reason expired --out expired.jsonl',
    )
    .action(async (options: ExportOptions) => {
      const { runExport } = await import('./run.ts');
      finish(await runExport(options));
    });
}
