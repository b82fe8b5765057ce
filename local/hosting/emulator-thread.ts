import { Worker } from 'node:worker_threads';
import { SpareThreads } from './spare-threads.ts';
import type {
  Notice,
  Order,
  Question,
  Reply,
  ThreadMessage,
  ThreadReport,
  ThreadStart,
} from './thread-contract.ts';
import { MAX_YOUNG_MEGABYTES } from './young-generation.ts';

const spares = new SpareThreads();

const YOUNG = { maxYoungGenerationSizeMb: MAX_YOUNG_MEGABYTES };

/** So that a late answer to an emulator that has ended is not taken for one of the thread's next. */
let asked = 0;

/** An emulator that runs in a thread of its own, so that it costs the caller's no time. */
export class EmulatorThread {
  readonly url: string;
  /** Takes what the thread says of itself. */
  onNotice: (notice: Notice) => void = () => {};
  readonly #worker: Worker;
  readonly #purpose: string;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #stopping: Promise<void> | undefined;
  #hasEnded = false;

  /**
   * Starts an emulator and waits until its server listens: in a thread that has ended another of its kind, where there is
   * one, since most of the time of a start is the thread's and its modules'.
   *
   * @param program the thread's, in JavaScript.
   * @throws Error with the thread's own sentence, where it cannot start.
   */
  static async start(program: URL, options: ThreadStart): Promise<EmulatorThread> {
    // Whose Date tells the time of a clock that skips does so for good.
    const purpose = `${program.href} ${options.clock === undefined ? '' : 'skipping'}`;
    // Neither the caller's Node options nor its environment reach an emulator: SMTP_TRANSPORT would have it send mail.
    const worker =
      spares.take(purpose) ?? new Worker(program, { env: {}, execArgv: [], resourceLimits: YOUNG });
    const report = await order(worker, { kind: 'start', options });
    if (report.kind === 'listening') return new EmulatorThread(report.url, { worker, purpose });
    await worker.terminate();
    throw new Error(report.kind === 'failed' ? report.message : `The thread of ${program.href} has ended.`);
  }

  private constructor(
    url: string,
    { worker, purpose }: { readonly worker: Worker; readonly purpose: string },
  ) {
    this.url = url;
    this.#worker = worker;
    this.#purpose = purpose;
    worker.on('message', this.#take);
    worker.on('exit', this.#end);
  }

  /**
   * Asks the thread one of the questions that its program answers.
   *
   * @throws Error where the thread has ended, or ends before it answers.
   */
  async ask(name: string, value?: unknown): Promise<unknown> {
    if (this.#hasEnded) throw this.#stopped();
    asked += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(asked, waiting);
    const question: Question = { kind: 'question', id: asked, name, value };
    this.#worker.postMessage(question);
    return waiting.promise;
  }

  /** Ends the emulator. May be called again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const hasExited = this.#hasEnded;
    this.#end();
    this.#worker.off('message', this.#take).off('exit', this.#end);
    const report = hasExited ? undefined : await order(this.#worker, { kind: 'end' });
    if (report?.kind === 'ended' && report.isClean) spares.give(this.#purpose, this.#worker);
    else await this.#worker.terminate();
  }

  readonly #take = (message: ThreadMessage): void => {
    if (message.kind === 'refused') this.onNotice(message);
    if (message.kind === 'reply') this.#answered(message);
  };

  #answered({ id, value }: Reply): void {
    this.#waiting.get(id)?.resolve(value);
    this.#waiting.delete(id);
  }

  readonly #end = (): void => {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.values()) reject(this.#stopped());
    this.#waiting.clear();
  };

  #stopped(): Error {
    return new Error(`The emulator at ${this.url} has stopped.`);
  }
}

/**
 * Has a thread start or end its server.
 *
 * @returns what it reports of that; that it has ended, and not cleanly, where the thread exits meanwhile.
 */
function order(worker: Worker, given: Order): Promise<ThreadReport> {
  return new Promise((resolve, reject) => {
    const take = (message: ThreadMessage) => {
      if (message.kind !== 'refused' && message.kind !== 'reply') done(() => resolve(message));
    };
    const exited = () => done(() => resolve({ kind: 'ended', isClean: false }));
    const failed = (error: unknown) => done(() => reject(error));
    const done = (settle: () => void) => {
      worker.off('message', take).off('exit', exited).off('error', failed);
      settle();
    };
    worker.on('message', take).on('exit', exited).on('error', failed);
    worker.postMessage(given);
  });
}
