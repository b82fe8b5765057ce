import { parentPort } from 'node:worker_threads';
import { doWithoutFetch } from './http.ts';
import type { Question, Reply, ThreadReport } from './thread-contract.ts';
import { messageOf } from './thrown.ts';

/** What runs in a thread. */
export interface Served {
  readonly url: string;
  /** What it answers to questions, by their names. */
  readonly answers: Readonly<Record<string, (value: unknown) => unknown>>;
}

/** Runs a server in this thread: reports where it listens, or why it does not, then answers what it is asked. */
export async function serveThread(start: () => Promise<Served>): Promise<void> {
  doWithoutFetch();
  try {
    const { url, answers } = await start();
    parentPort?.on('message', async ({ id, name, value }: Question) => {
      const reply: Reply = { id, value: await answers[name]?.(value) };
      parentPort?.postMessage(reply);
    });
    report({ kind: 'listening', url });
  } catch (error) {
    report({ kind: 'failed', message: messageOf(error) });
  }
}

function report(message: ThreadReport): void {
  parentPort?.postMessage(message);
}
