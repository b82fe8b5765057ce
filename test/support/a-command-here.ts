import { run } from '../../cli/program.ts';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let running: Promise<unknown> = Promise.resolve();

/**
 * Runs `mailroom` with `args` in `cwd` to its end, in this process, which takes a tenth of the time of one of its own.
 * It finds no terminal. Since a process has one folder and one stdout, commands wait for each other.
 */
export function mailroomHere(cwd: string, args: readonly string[]): Promise<Ended> {
  const ended = running.then(() => runIn(cwd, args));
  running = ended.catch(() => {});
  return ended;
}

async function runIn(cwd: string, args: readonly string[]): Promise<Ended> {
  const before = process.cwd();
  const listeners = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const);
  const [stdout, stderr] = [new Captured(process.stdout), new Captured(process.stderr)];
  process.chdir(cwd);
  try {
    const code = await run(['node', 'mailroom', ...args]);
    return { code, stdout: stdout.text, stderr: stderr.text };
  } finally {
    process.chdir(before);
    stdout.end();
    stderr.end();
    for (const [signal, known] of listeners) {
      const added = process.listeners(signal).filter((listener) => !known.includes(listener));
      for (const listener of added) process.off(signal, listener);
    }
  }
}

/** What is written to one of the process's streams, which is no terminal meanwhile. */
class Captured {
  text = '';
  readonly #stream: NodeJS.WriteStream;
  readonly #own = { isTTY: false, columns: undefined, write: this.#write.bind(this) };
  readonly #before: PropertyDescriptorMap;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    const names = Object.keys(this.#own);
    this.#before = Object.fromEntries(
      names.map((name) => [name, Object.getOwnPropertyDescriptor(stream, name) ?? {}]),
    );
    for (const [name, value] of Object.entries(this.#own)) {
      Object.defineProperty(stream, name, { value, configurable: true, writable: true });
    }
  }

  end(): void {
    for (const [name, descriptor] of Object.entries(this.#before)) {
      if (Object.keys(descriptor).length > 0) Object.defineProperty(this.#stream, name, descriptor);
      else Reflect.deleteProperty(this.#stream, name);
    }
  }

  #write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
    this.text += Buffer.from(chunk as string).toString();
    const done = rest.findLast((each) => typeof each === 'function') as (() => void) | undefined;
    done?.();
    return true;
  }
}
