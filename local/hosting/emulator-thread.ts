import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Notice, Question, Reply, ThreadReport } from './thread-contract.ts';

/** An emulator that runs in a thread of its own, so that it costs the caller's no time. */
export class EmulatorThread {
  readonly url: string;
  /** Takes what the thread says of itself. */
  onNotice: (notice: Notice) => void = () => {};
  readonly #worker: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;
  #hasEnded = false;

  /**
   * Starts a thread and waits until its server listens.
   *
   * @param program the thread's, in JavaScript.
   * @throws Error with the thread's own sentence, where it cannot start.
   */
  static async start(program: URL, workerData: unknown): Promise<EmulatorThread> {
    // Neither the caller's Node options nor its environment reach an emulator: SMTP_TRANSPORT would have it send mail.
    const worker = new Worker(program, { workerData, env: {}, execArgv: [] });
    const [report] = (await once(worker, 'message')) as [ThreadReport];
    if (report.kind === 'listening') return new EmulatorThread(report.url, worker);
    await worker.terminate();
    throw new Error(report.message);
  }

  private constructor(url: string, worker: Worker) {
    this.url = url;
    this.#worker = worker;
    worker.on('message', (message: Reply | Notice) => {
      if ('kind' in message) return this.onNotice(message);
      this.#waiting.get(message.id)?.resolve(message.value);
      this.#waiting.delete(message.id);
    });
    worker.once('exit', () => {
      this.#hasEnded = true;
      for (const { reject } of this.#waiting.values()) reject(this.#stopped());
      this.#waiting.clear();
    });
  }

  /**
   * Asks the thread one of the questions that its program answers.
   *
   * @throws Error where the thread has ended, or ends before it answers.
   */
  async ask(name: string, value?: unknown): Promise<unknown> {
    if (this.#hasEnded) throw this.#stopped();
    this.#asked += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#asked, waiting);
    const question: Question = { id: this.#asked, name, value };
    this.#worker.postMessage(question);
    return waiting.promise;
  }

  /** Ends the thread at once. May be called again. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #stopped(): Error {
    return new Error(`The emulator at ${this.url} has stopped.`);
  }
}
