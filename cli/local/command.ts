import { join } from 'node:path';
import { Command } from 'commander';
import { runningLocalStack } from '../../ops/running-stack.ts';
import { collect } from '../terminal/collect.ts';
import { UsageError } from '../terminal/exit-code.ts';
import { onInterruption } from '../terminal/interruption.ts';
import { DEFAULT_PORT, readMilliseconds, readPort, readRate, readShare } from './options.ts';
import { type LocalOptions, type RunOptions, runStack } from './run.ts';
import { readValue } from './values.ts';

/** `amplify-mailroom local`: runs a backend on this machine until Ctrl-C. */
export function localCommand(finish: (exitCode: number) => void): Command {
  return new Command('local')
    .description('Run the backend on this machine, with an inbox, until Ctrl-C.')
    .option('--app <dir>', 'a cloud assembly (cdk.out) to run (default: synthesizes amplify/backend.ts)')
    .option(
      '--stack <name>',
      'a stack or stage of the app to run, with what it depends on; may be repeated (default: all)',
      collect,
    )
    .option(
      '--port <number>',
      'the port of the inbox; the next are of SNS and SQS, DynamoDB, Lambda, CloudWatch, the console',
      readPort,
      DEFAULT_PORT,
    )
    .option('--data <dir>', 'keep messages, tables and the inbox there over a restart (default: in memory)')
    .option('--send-rate <n>', 'emails a second that SES accepts (default: no limit)', readRate)
    .option('--latency <ms>', 'how long SES takes to answer (default: 0)', readMilliseconds)
    .option('--fail-rate <share>', 'share of sends that SES fails, 0 to 1 (default: 0)', readShare)
    .option(
      '--parameter <name=value>',
      'a value that templates leave to their deployment; may be repeated',
      readValue,
    )
    .option('--parameters <file>', 'such values, as JSON')
    .option(
      '--secret <name=value>',
      'the value of an Amplify secret, before that in .env.local; may be repeated',
      readValue,
    )
    .option('--watch', 'run changed handlers without a restart')
    .option('--no-permissions', 'let functions, topics and alarms do everything')
    .option('--report-permissions', 'at the end print what was granted and not used')
    .action(async (options: LocalOptions) => finish(await runLocally(options)));
}

async function runLocally(options: LocalOptions): Promise<number> {
  const directory = process.cwd();
  await refuseSecond(directory);
  const app = await appFor(options, directory);
  const { claimFolder } = await import('../../local/command.ts');
  // What emulators and the synthesis write is to be the owner's alone too.
  process.umask(0o077);
  const giveBack = claimFolder(directory);
  try {
    return await runStack({ ...options, directory, app }, onInterruption());
  } finally {
    giveBack();
  }
}

/** The process of a stack that was killed may by now be another, so the inbox is asked too. */
async function refuseSecond(directory: string): Promise<void> {
  const running = runningLocalStack(directory);
  const answers = running && (await fetch(running.inboxUrl).catch(() => undefined));
  if (!answers) return;
  throw new UsageError(
    `A local stack already runs in this folder (process ${running.pid}, inbox ${running.inboxUrl}): stop it first, or start this one in another folder.`,
  );
}

async function appFor(options: LocalOptions, directory: string): Promise<RunOptions['app']> {
  const { hasAmplifyBackend, isCloudAssembly } = await import('../../local/command.ts');
  if (options.app !== undefined) {
    if (isCloudAssembly(options.app)) return options.app;
    throw new UsageError(
      `--app ${options.app} is not a cloud assembly, since it has no manifest.json: synthesize the app first, for example with "cdk synth".`,
    );
  }
  if (!hasAmplifyBackend(directory)) {
    throw new UsageError(
      `There is no amplify/backend.ts, or .js, .mjs or .cjs, in ${directory}: run this in the folder of an Amplify project, or name a cloud assembly with --app.`,
    );
  }
  return { directory, outdir: join(directory, '.local', 'cdk.out'), assetsInPlace: options.watch ?? false };
}
