import { run } from '../../../cli/program.ts';
import { eventually } from '../eventually.ts';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let running: Promise<unknown> = Promise.resolve();

/** Runs `mailroom` with `args` in `cwd` to its end, in this process; see {@link CommandHere}. */
export function mailroomHere(cwd: string, args: readonly string[]): Promise<Ended> {
  return new CommandHere(cwd, args).ended;
}

/**
 * A `mailroom` command that runs in this process, which takes a tenth of the time of one of its own. It finds no
 * terminal. Since a process has one folder and one stdout, commands wait for each other.
 */
export class CommandHere {
  readonly ended: Promise<Ended>;
  /** What it wrote so far. */
  readonly output = { stdout: '', stderr: '' };
  #hasEnded = false;
  #signals: AddedListeners | undefined;

  constructor(cwd: string, args: readonly string[]) {
    this.ended = running.then(() => this.#run(cwd, args));
    running = this.ended.catch(() => {});
  }

  /** Resolves once it has written `text` to stdout. */
  async printed(text: string): Promise<void> {
    await eventually(
      () => ({ ...this.output, hasEnded: this.#hasEnded }),
      ({ stdout, hasEnded, stderr }) => {
        if (hasEnded && !stdout.includes(text)) throw new Error(`It ended: ${stderr}`);
        return stdout.includes(text);
      },
    );
  }

  /** Has it take a Ctrl-C; the process it is in does not. */
  interrupt(): void {
    for (const { signal, listener } of this.#signals?.all ?? []) if (signal === 'SIGINT') listener(signal);
  }

  async #run(cwd: string, args: readonly string[]): Promise<Ended> {
    const before = process.cwd();
    const signals = new AddedListeners();
    const changes = [
      // A worker of jest is told to colour what it writes, where jest itself is at a terminal.
      changed(process.env, { FORCE_COLOR: undefined }),
      changed(process.stdin, { isTTY: false }),
      this.#capture('stdout'),
      this.#capture('stderr'),
    ];
    process.chdir(cwd);
    this.#signals = signals;
    try {
      const code = await run(['node', 'mailroom', ...args]);
      return { code, ...this.output };
    } finally {
      this.#hasEnded = true;
      this.#signals = undefined;
      process.chdir(before);
      for (const undo of changes) undo();
      signals.remove();
    }
  }

  #capture(name: 'stdout' | 'stderr'): () => void {
    const write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      this.output[name] += Buffer.from(chunk as string).toString();
      const done = rest.findLast((each) => typeof each === 'function') as (() => void) | undefined;
      done?.();
      return true;
    };
    return changed(process[name], { isTTY: false, columns: undefined, write });
  }
}

/** The listeners of signals that were added to this process since. */
class AddedListeners {
  readonly #known = SIGNALS.flatMap((signal) => process.listeners(signal));

  get all() {
    const now = SIGNALS.flatMap((signal) =>
      process.listeners(signal).map((listener) => ({ signal, listener })),
    );
    return now.filter(({ listener }) => !this.#known.includes(listener));
  }

  remove(): void {
    for (const { signal, listener } of this.all) process.off(signal, listener);
  }
}

/** Gives an object's own properties other values, `undefined` for none at all; what is returned undoes that. */
function changed(object: object, values: Readonly<Record<string, unknown>>): () => void {
  const undo = Object.entries(values).map(([name, value]) => {
    const before = Object.getOwnPropertyDescriptor(object, name);
    Reflect.deleteProperty(object, name);
    if (value !== undefined)
      Object.defineProperty(object, name, { value, configurable: true, writable: true });
    return () => {
      Reflect.deleteProperty(object, name);
      if (before) Object.defineProperty(object, name, before);
    };
  });
  return () => {
    for (const each of undo) each();
  };
}
