import { resolve } from 'node:path';
import type { LogBook } from '../../local/control/log-book.ts';
import type { LocalStack } from '../../local/local-stack.ts';
import type { Served } from '../../local/stack-file.ts';
import type { SynthesisOptions } from '../../local/synthesize.ts';
import type { LoopbackServer } from '../../loopback/serve-on-loopback.ts';
import { localBackend, targetsOf } from '../../ops/target.ts';
import { EXIT } from '../terminal/exit-code.ts';
import { aborted } from '../terminal/interruption.ts';
import { formatLogLine } from './format-log-line.ts';
import { formatPermissions } from './format-permissions.ts';
import { formatReady } from './format-ready.ts';
import { readValuesFile, secretsIn, type Values } from './values.ts';

/** What `amplify-mailroom local` was told. */
export interface LocalOptions {
  readonly app?: string;
  readonly stack?: readonly string[];
  readonly port: number;
  readonly data?: string;
  readonly sendRate?: number;
  readonly latency?: number;
  readonly failRate?: number;
  readonly parameter?: Values;
  /** A file. */
  readonly parameters?: string;
  readonly secret?: Values;
  readonly watch?: boolean;
  readonly permissions: boolean;
  readonly reportPermissions?: boolean;
}

/** What a stack is run from. */
export interface RunOptions extends Omit<LocalOptions, 'app'> {
  /** Where the command was given. */
  readonly directory: string;
  /** A folder with a cloud assembly, or how one is made. */
  readonly app: string | SynthesisOptions;
}

/** Runs a stack until `interruption`, and gives the exit code. Whatever fails, nothing is left running. */
export async function runStack(options: RunOptions, interruption: AbortSignal): Promise<number> {
  // Imported only here, since the emulators behind it are optional and their loading takes time.
  const { LogBook, removeStackFile } = await import('../../local/command.ts');
  let clock: Pick<LocalStack, 'now'> = Date;
  const log = new LogBook(() => clock.now());
  const stack = await start(options, log, interruption).catch((error: unknown) => {
    if (interruption.aborted) return undefined;
    throw error;
  });
  if (!stack) return EXIT.interrupted;
  clock = stack;
  const serving = new AbortController();
  let served: readonly Stoppable[] = [];
  try {
    served = await serve(stack, log, options, serving.signal);
    await aborted(interruption);
    report('Stopping');
    if (options.reportPermissions) process.stdout.write(formatPermissions(await stack.permissions()));
    removeStackFile(options.directory);
  } finally {
    serving.abort();
    for (const each of served) await each.stop();
    await stack.stop();
  }
  return EXIT.done;
}

/** A synthesis that is no longer wanted, because of Ctrl-C or of a port that is taken, is ended. */
async function start(options: RunOptions, logBook: LogBook, interruption: AbortSignal): Promise<LocalStack> {
  const { startLocalStack, synthesizeBackend } = await import('../../local/command.ts');
  const { app, port, permissions, data, sendRate, latency, failRate, parameter, parameters, secret } =
    options;
  const failure = new AbortController();
  const signal = AbortSignal.any([interruption, failure.signal]);
  try {
    return await startLocalStack({
      app: typeof app === 'string' ? resolve(app) : () => synthesizeBackend({ ...app, signal }),
      stack: options.stack ?? [],
      port,
      permissions,
      parameters: { ...(parameters === undefined ? {} : readValuesFile(parameters)), ...parameter },
      secrets: { ...secretsIn(options.directory), ...secret },
      ...(data === undefined ? {} : { dataDirectory: resolve(data) }),
      ses: { sendRate, latencyMilliseconds: latency, failRate },
      clock: 'adjustable',
      log: (source, line) => {
        logBook.add(source, line);
        const formatted = formatLogLine(source, line);
        if (formatted !== undefined) report(formatted);
      },
    });
  } catch (error) {
    failure.abort();
    throw error;
  }
}

type Stoppable = Pick<LoopbackServer, 'stop'>;

/** Tells where the stack is, and gives what else is served of it. */
async function serve(
  stack: LocalStack,
  log: LogBook,
  options: RunOptions,
  signal: AbortSignal,
): Promise<readonly Stoppable[]> {
  const { reloadLive, startControl, writeStackFile } = await import('../../local/command.ts');
  const synthesis = typeof options.app === 'string' ? undefined : options.app;
  if (options.watch) await reloadLive(stack, { synthesis, signal, report });
  const control = await startControl(stack, log);
  const served = { controlUrl: control.url, controlToken: control.token };
  const console = await serveConsole(stack, served, options).catch(async (error: unknown) => {
    await control.stop();
    throw error;
  });
  writeStackFile(stack, options.directory, { ...served, consoleUrl: console?.url });
  const { length: alarmCount } = await stack.alarms();
  const functions = [...stack.functions.keys()];
  process.stdout.write(formatReady({ ...stack, alarmCount, functions, consoleUrl: console?.url }));
  return console ? [console, control] : [control];
}

/** On the port after those of the services; there is nothing to show where there is no pipeline. */
async function serveConsole(
  stack: LocalStack,
  served: Served,
  { port, directory }: RunOptions,
): Promise<LoopbackServer | undefined> {
  const { describeStack } = await import('../../local/command.ts');
  const running = { ...describeStack(stack), ...served };
  const [target, ...others] = targetsOf(localBackend(running));
  if (target === undefined) return undefined;
  const { startConsole } = await import('../../console/server/start-console.ts');
  const backend = { targets: [target, ...others], running, write: true, directory } as const;
  return startConsole(backend, [port === 0 ? 0 : port + 5]);
}

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}
