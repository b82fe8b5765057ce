import { Command, Option } from 'commander';
import { collect } from '../terminal/collect.ts';
import { FAIL_LEVELS, FORMATS } from './outcome.ts';
import type { CheckCommandOptions } from './run.ts';

/** `amplify-mailroom check`: whether a synthesized template is a sound notification pipeline. */
export function checkCommand(finish: (exitCode: number) => void): Command {
  return new Command('check')
    .description('Find what loses mail, or lets strangers in, in a synthesized template.')
    .argument(
      '[path]',
      'a cloud assembly (cdk.out) or a template in JSON or YAML (default: the first there is of cdk.out, .amplify/artifacts/cdk.out, what Serverless or SAM built, and the Amplify backend, which it synthesizes)',
    )
    .option('--only <rule>', 'this rule alone; may be repeated', collect)
    .option('--except <rule:reason>', 'accept what the rule finds, and say why; may be repeated', collect)
    .addOption(
      new Option('--format <format>', 'how to tell what was found (default: table)').choices(FORMATS),
    )
    .addOption(
      new Option('--json', 'the same as --format json, described in docs/testing.md').conflicts('format'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'from which on it ends with 1 (default: warning)').choices(
        FAIL_LEVELS,
      ),
    )
    .option('--baseline <file>', 'leave out what the file knows, so that only what is new is told')
    .option('--write-baseline', 'write all that is found now into the baseline, instead of telling it')
    .addHelpText(
      'after',
      `
It reads what is synthesized and calls nothing. "rule@LogicalId:reason" accepts
what the rule finds on one resource. docs/testing.md lists the rules.

The options' defaults are in mailroom.config.json, or under "mailroom" in
package.json: path, format, failOn, only, except and baseline.

Ends with 0 where nothing is found at the severity of --fail-on or above,
with 1 where something is, with 2 where it could not check: at wrong use, and
where there is no notification pipeline.

Examples:
  npx amplify-mailroom check
  npx amplify-mailroom check cdk.out --except "tls@Topic:closed by our SCP"
  npx amplify-mailroom check --format sarif > mailroom.sarif
  npx amplify-mailroom check --baseline known.json --write-baseline`,
    )
    .action(async (path: string | undefined, options: CheckCommandOptions) => {
      const { runCheck } = await import('./run.ts');
      finish(await runCheck(path, options));
    });
}
