import { Command } from 'commander';

/** `amplify-mailroom invoke`: runs one function of the local stack, and prints what it returned. */
export function invokeCommand(finish: (exitCode: number) => void): Command {
  return new Command('invoke')
    .description('Run a function of the local stack of this folder, and print what it returns.')
    .argument('<function>', 'what you called it, as in welcome, or its whole name')
    .argument('[event]', 'the event as JSON; - reads it from stdin', 'null')
    .addHelpText(
      'after',
      `
What the function logs is in the terminal of amplify-mailroom local. It ends
with 1 where the function fails.

Example:
  npx amplify-mailroom invoke welcome '{"name":"Ada","email":"ada@example.com"}'`,
    )
    .action(async (typed: string, event: string) => {
      const { runInvoke } = await import('./run.ts');
      finish(await runInvoke(typed, event));
    });
}
