import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eventually } from '../eventually.ts';

const SCRIPT = '/usr/bin/script';
const MAILROOM = fileURLToPath(new URL('../../../dist/cli/mailroom.js', import.meta.url));

/** Whether this machine has the program by which a command gets a terminal. */
export const hasTerminals = existsSync(SCRIPT);

/** A `mailroom` command at a terminal of its own. */
export interface CommandAtTerminal {
  /** What is on the screen, as it was written. */
  readonly screen: string;
  readonly exitCode: Promise<number | null>;
  /** Types what the terminal hands over as keys. */
  type(keys: string): void;
  /** Closes the terminal, as with its window. */
  close(): void;
  /** Resolves once it has written `text`. */
  shown(text: string): Promise<void>;
}

/** Starts `mailroom` with `args` in `cwd` as a person does, at a terminal that is so many columns wide. */
export function mailroomAtTerminal(
  cwd: string,
  args: readonly string[],
  { columns = 80 }: { columns?: number } = {},
): CommandAtTerminal {
  const command = [process.execPath, MAILROOM, ...args].map((word) => `'${word}'`).join(' ');
  const line = `stty cols ${columns}; exec ${command}`;
  const child = spawn(SCRIPT, ['--quiet', '--return', '--command', line, '/dev/null'], {
    cwd,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, TERM: 'xterm' },
  });
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
  });
  return {
    get screen() {
      return screen;
    },
    exitCode: once(child, 'close').then(([code]) => code as number | null),
    close: () => void child.kill('SIGKILL'),
    type: (keys) => void child.stdin.write(keys),
    shown: async (text) => {
      await eventually(
        () => screen,
        (written) => written.includes(text),
      );
    },
  };
}
