import { randomUUID } from 'node:crypto';
import type { Operation } from '../api.ts';

/** As many operations that have ended are remembered. */
const MAX_OPERATIONS = 20;

/** What came of one. */
export interface Ended {
  readonly state: Exclude<Operation['state'], 'running'>;
  readonly words: string;
}

/** One to be begun. */
export interface Work {
  readonly action: Operation['action'];
  readonly total: number;
  /** Does it; ends once what is in hand is finished where the signal aborts. */
  run(signal: AbortSignal, onProgress: (done: number) => void): Promise<Ended>;
}

/** The redrives and purges of one pipeline that this server does, and has done. */
export class Operations {
  #all: Operation[] = [];
  readonly #running = new Map<string, AbortController>();
  readonly #listeners = new Set<(operation: Operation) => void>();

  /** The newest last. */
  get all(): readonly Operation[] {
    return this.#all;
  }

  /** @returns ends it. */
  subscribe(listener: (operation: Operation) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Begins one, and gives it as it is then. */
  begin({ action, total, run }: Work): Operation {
    const id = randomUUID();
    const cancelling = new AbortController();
    this.#running.set(id, cancelling);
    const startedAt = new Date().toISOString();
    const operation: Operation = { id, action, state: 'running', done: 0, total, startedAt, words: null };
    this.#keep(operation);
    const change = (to: Partial<Operation>) => this.#keep({ ...(this.#find(id) ?? operation), ...to });
    void run(cancelling.signal, (done) => change({ done }))
      .catch((error: Error): Ended => ({ state: 'failed', words: error.message }))
      .then((ended) => {
        this.#running.delete(id);
        change(ended);
      });
    return operation;
  }

  /** Ends one once what is in hand is finished; says whether it ran. */
  cancel(id: string): boolean {
    this.#running.get(id)?.abort();
    return this.#running.has(id);
  }

  /** Ends all of them. */
  cancelAll(): void {
    for (const cancelling of this.#running.values()) cancelling.abort();
  }

  #find(id: string): Operation | undefined {
    return this.#all.find((each) => each.id === id);
  }

  #keep(operation: Operation): void {
    const others = this.#all.filter(({ id }) => id !== operation.id);
    const place = this.#all.findIndex(({ id }) => id === operation.id);
    this.#all = place < 0 ? [...others, operation].slice(-MAX_OPERATIONS) : this.#all.with(place, operation);
    for (const listener of this.#listeners) listener(operation);
  }
}
