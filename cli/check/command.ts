import { Command } from 'commander';
import type { CheckCommandOptions } from './run.ts';

/** `amplify-mailroom check`: whether a synthesized template is a sound notification pipeline. */
export function checkCommand(finish: (exitCode: number) => void): Command {
  return new Command('check')
    .description('Finds what loses mail, or lets strangers in, in a synthesized template.')
    .argument(
      '[path]',
      'a cloud assembly (cdk.out) or a template in JSON (default: the first there is of cdk.out, .amplify/artifacts/cdk.out, .local/cdk.out)',
    )
    .option('--only <rule>', 'this rule alone; may be repeated', collect)
    .option('--except <rule:reason>', 'accept what the rule finds, and say why; may be repeated', collect)
    .option('--json', 'print { "findings": [...] }, described in docs/testing.md')
    .addHelpText(
      'after',
      `
It reads what is synthesized and calls nothing. "rule@LogicalId:reason" accepts
what the rule finds on one resource. docs/testing.md lists the rules.

Ends with 0 where there is no error and no warning, with 1 where there is one,
with 2 at wrong use and where there is no notification pipeline.

Examples:
  npx amplify-mailroom check
  npx amplify-mailroom check cdk.out --except "tls@Topic:closed by our SCP"`,
    )
    .action(async (path: string | undefined, options: CheckCommandOptions) => {
      const { runCheck } = await import('./run.ts');
      finish(runCheck(path, options));
    });
}

function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}
