import { Command, InvalidArgumentError } from 'commander';
import { addTargetOptions } from '../terminal/target-options.ts';
import type { ConsoleOptions } from './run.ts';

/** `amplify-mailroom console`: a page that shows a backend at work, until Ctrl-C. */
export function consoleCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('console')
    .description('Serve a page on this machine that shows the pipelines at work, until Ctrl-C.')
    .option('--port <number>', 'its port (default: 8020, or the next that is free)', readPort)
    .option('--write', 'let the page change what is deployed (default: it only shows)');
  return addTargetOptions(command)
    .addHelpText(
      'after',
      `
Of a deployed backend it shows what SQS, SES and CloudWatch tell, and what that
costs. The local stack serves it by itself, and lets it change everything.

Example:
  npx amplify-mailroom console --outputs`,
    )
    .action(async (options: ConsoleOptions) => {
      const { runConsole } = await import('./run.ts');
      finish(await runConsole(options));
    });
}

/** Reads a port; 0 takes any free one. */
function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
}
