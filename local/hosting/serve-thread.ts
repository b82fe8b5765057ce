import { parentPort } from 'node:worker_threads';
import type { SkippingClock } from '../clock/clock.ts';
import { followClock } from '../clock/shifted-date.ts';
import { doWithoutFetch } from './http.ts';
import type { Order, Question, ThreadMessage, ThreadStart } from './thread-contract.ts';
import { messageOf } from './thrown.ts';

/** What runs in a thread. */
export interface Served {
  readonly url: string;
  /** What it answers to questions, by their names. */
  readonly answers: Readonly<Record<string, (value: unknown) => unknown>>;
  /** Ends it; resolves with whether nothing of it is left, so that the thread may serve again. */
  end(): Promise<boolean>;
}

/**
 * Runs a server in this thread whenever it is told to: reports where it listens, or why it does not, then answers what it
 * is asked, until it is told to end it.
 */
export function serveThread<Options extends ThreadStart>(
  start: (options: Options, clock: SkippingClock | undefined) => Promise<Served>,
): void {
  doWithoutFetch();
  let served: Served | undefined;
  const obey = async (order: Order | Question) => {
    if (order.kind === 'question') {
      const { id, name, value } = order;
      return report({ kind: 'reply', id, value: await served?.answers[name]?.(value) });
    }
    if (order.kind === 'end') return report({ kind: 'ended', isClean: (await served?.end()) ?? false });
    const options = order.options as Options;
    served = await start(options, followClock(options.clock));
    report({ kind: 'listening', url: served.url });
  };
  parentPort?.on('message', (order: Order | Question) => {
    obey(order).catch((error: unknown) => {
      // A question has no answer that fails, so that is this thread's fault, which ends it.
      if (order.kind === 'question') throw error;
      report({ kind: 'failed', message: messageOf(error) });
    });
  });
}

function report(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
