import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '../eventually.ts';

/** The command as it is built. */
export const MAILROOM = fileURLToPath(new URL('../../../dist/cli/mailroom.js', import.meta.url));

/** A `mailroom` command that runs in a process of its own, as a person would start it. */
export interface RunningCommand {
  readonly process: ChildProcess;
  /** What it wrote so far. */
  readonly output: { stdout: string; stderr: string };
  /** Resolves with its exit code. */
  readonly exitCode: Promise<number | null>;
  /** Resolves once it has written `text` to stdout. */
  printed(text: string): Promise<void>;
}

/** Starts `mailroom` with `args` in `cwd`; `environment` is added to this process's own. */
export function mailroom(
  cwd: string,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [...nodeOptions, MAILROOM, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A worker of jest is told to colour what it writes, where jest itself is at a terminal.
    env: { ...process.env, FORCE_COLOR: undefined, ...environment },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  const printed = async (text: string) => {
    await eventually(
      () => ({ ...output, ended: child.exitCode }),
      ({ stdout, ended }) => {
        if (ended !== null && !stdout.includes(text))
          throw new Error(`It ended with ${ended}: ${output.stderr}`);
        return stdout.includes(text);
      },
    );
  };
  return { process: child, output, exitCode, printed };
}
