import { startConsole } from '../../console/server/start-console.ts';
import { resolveTargets } from '../../ops/named-target.ts';
import { runningLocalStack } from '../../ops/running-stack.ts';
import type { TargetChoice } from '../../ops/target.ts';
import { EXIT } from '../terminal/exit-code.ts';
import { aborted, onInterruption } from '../terminal/interruption.ts';
import { announceTarget } from '../terminal/target-options.ts';
import { tell } from '../terminal/tell.ts';

/** What `amplify-mailroom console` was told. */
export interface ConsoleOptions extends TargetChoice {
  readonly port?: number;
  readonly write?: boolean;
}

/** Below those of the local stack. */
const PORTS = [8020, 8021, 8022, 8023, 8024] as const;

/** Serves the console until Ctrl-C, and gives the exit code. */
export async function runConsole(options: ConsoleOptions): Promise<number> {
  const directory = process.cwd();
  const targets = await resolveTargets(options, directory);
  const isLocal = targets[0].endpoints !== undefined;
  const interruption = onInterruption();
  for (const target of targets) announceTarget(target);
  const console = await startConsole(
    {
      targets,
      running: isLocal ? runningLocalStack(directory) : undefined,
      write: isLocal || options.write === true,
      directory,
    },
    options.port === undefined ? PORTS : [options.port],
  );
  try {
    process.stdout.write(`The console is at ${console.url}\n`);
    tell('Ctrl-C stops it.');
    await aborted(interruption);
  } finally {
    await console.stop();
  }
  return EXIT.done;
}
