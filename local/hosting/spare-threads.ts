import type { Worker } from 'node:worker_threads';

/** How long a thread without work is kept. */
const SPARE_MILLISECONDS = 30_000;

/** So many of a kind, as two stacks side by side need. */
const MOST_OF_A_KIND = 2;

interface Spare {
  readonly worker: Worker;
  /** Ends its life as one. */
  readonly forget: () => void;
}

/**
 * Threads that have ended their work and could do the same again, by what they are for. They keep no process alive, and
 * end by themselves.
 */
export class SpareThreads {
  readonly #spares = new Map<string, Spare[]>();
  readonly #milliseconds: number;

  /** @param milliseconds how long one without work is kept. */
  constructor(milliseconds: number = SPARE_MILLISECONDS) {
    this.#milliseconds = milliseconds;
  }

  /** One that is ready, which is the caller's from now on. */
  take(purpose: string): Worker | undefined {
    const spare = this.#of(purpose).pop();
    spare?.forget();
    spare?.worker.ref();
    return spare?.worker;
  }

  /** Keeps a thread for a while. */
  give(purpose: string, worker: Worker): void {
    const spares = this.#of(purpose);
    if (spares.length === MOST_OF_A_KIND) {
      void worker.terminate();
      return;
    }
    const lost = () => {
      spare.forget();
      spares.splice(spares.indexOf(spare), 1);
    };
    const timer = setTimeout(() => {
      // At once: until it has exited somebody might take it.
      lost();
      void worker.terminate();
    }, this.#milliseconds).unref();
    const spare: Spare = {
      worker,
      forget: () => {
        clearTimeout(timer);
        worker.off('exit', lost).off('error', lost);
      },
    };
    // What fails in one is nobody's.
    worker.on('exit', lost).on('error', lost);
    worker.unref();
    spares.push(spare);
  }

  #of(purpose: string): Spare[] {
    const spares = this.#spares.get(purpose) ?? [];
    this.#spares.set(purpose, spares);
    return spares;
  }
}
