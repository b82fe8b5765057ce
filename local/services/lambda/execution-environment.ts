import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { type Clock, REAL_CLOCK } from '../../clock/clock.ts';
import { threadFile } from '../../hosting/thread-file.ts';
import { messageOf } from '../../hosting/thrown.ts';
import { MAX_YOUNG_MEGABYTES } from '../../hosting/young-generation.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { InvocationRequest, InvocationResult, WorkerAnswer, WorkerSettings } from './protocol.ts';
import { traceHeaderOf } from './recursion-guard.ts';

/** Lambda gives the code outside the handler ten seconds. */
export const MAX_INIT_MILLISECONDS = 10_000;

/** The error type of what ran into its timeout. */
export const TIMED_OUT = 'Sandbox.Timedout';

const WORKER = threadFile('./worker.ts', import.meta.url);

type Ended = Extract<InvocationResult, { kind: 'error' }>;

/**
 * One execution environment: a worker thread with its own environment variables and its own copy of the function's
 * modules. It takes one invocation at a time, and is done for when one crashes it or runs into the timeout.
 */
export class ExecutionEnvironment {
  readonly #configuration: FunctionConfiguration;
  readonly #clock: Clock;
  readonly #worker: Worker;
  readonly #ready: Promise<InvocationResult | undefined>;
  #settle: ((answer: WorkerAnswer | Ended) => void) | undefined;
  #ended: Ended | undefined;

  /** @param clock tells the thread its time. @default the machine's */
  constructor(configuration: FunctionConfiguration, log: (line: string) => void, clock: Clock = REAL_CLOCK) {
    this.#configuration = configuration;
    this.#clock = clock;
    const { environment, memoryMegabytes } = configuration;
    this.#worker = new Worker(WORKER, {
      env: {
        ...environment,
        AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${randomUUID().replaceAll('-', '')}`,
      },
      execArgv: nodeOptions(environment.NODE_OPTIONS),
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMegabytes,
        maxYoungGenerationSizeMb: MAX_YOUNG_MEGABYTES,
      },
      workerData: settingsOf(configuration, clock),
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      createInterface({ input: stream }).on('line', log);
    }
    this.#worker.on('message', (answer: WorkerAnswer) => this.#settle?.(answer));
    this.#worker.on('error', (error) => this.#end(errorType(error), messageOf(error)));
    this.#worker.on('exit', (code) => this.#end('Runtime.ExitError', `Runtime exited with status ${code}`));
    this.#ready = this.#initialize();
  }

  /** Whether it can take another invocation. */
  get usable(): boolean {
    return this.#ended === undefined;
  }

  /** Resolves when the cold start is over, however it ended. */
  async initialized(): Promise<void> {
    await this.#ready;
  }

  /**
   * Runs one invocation, after the cold start where this is the first. Never rejects.
   *
   * @param causes the trace headers of what led to it.
   */
  async invoke(payload: string, causes: readonly (string | undefined)[] = []): Promise<InvocationResult> {
    const failed = await this.#ready;
    if (failed) return failed;
    const timeout = this.#configuration.timeoutMilliseconds;
    const request: InvocationRequest = {
      payload,
      requestId: randomUUID(),
      traceHeader: traceHeaderOf(causes, this.#configuration.arn),
      deadline: this.#clock.now() + timeout,
    };
    const answered = this.#answer(timeout, (seconds) => `Task timed out after ${seconds} seconds`);
    if (this.usable) this.#worker.postMessage(request);
    const answer = await answered;
    return answer.kind === 'ready' ? { kind: 'result', payload: 'null' } : answer;
  }

  /** Ends the thread as if the machine under it were gone. */
  kill(): void {
    this.#end('Runtime.ExitError', 'Runtime exited with error: signal: killed');
    void this.#worker.terminate();
  }

  /** Ends the thread, whatever it is doing. */
  async stop(): Promise<void> {
    this.#end('Sandbox.Stopped', 'The local stack stopped');
    await this.#worker.terminate();
  }

  async #initialize(): Promise<InvocationResult | undefined> {
    const answer = await this.#answer(
      MAX_INIT_MILLISECONDS,
      (seconds) => `Init timed out after ${seconds} seconds`,
    );
    if (answer.kind !== 'error') return undefined;
    this.#end(answer.error.errorType, answer.error.errorMessage);
    void this.#worker.terminate();
    return answer;
  }

  /** The next answer of the thread, or how it ended before it gave one. */
  #answer(timeout: number, timedOut: (seconds: string) => string): Promise<WorkerAnswer | Ended> {
    const { promise, resolve } = Promise.withResolvers<WorkerAnswer | Ended>();
    if (this.#ended) return Promise.resolve(this.#ended);
    const timer = setTimeout(() => {
      this.#end(TIMED_OUT, timedOut((timeout / 1000).toFixed(2)));
      void this.#worker.terminate();
    }, timeout);
    this.#settle = (answer) => {
      clearTimeout(timer);
      this.#settle = undefined;
      resolve(answer);
    };
    return promise;
  }

  #end(type: string, message: string): void {
    this.#ended ??= { kind: 'error', error: { errorType: type, errorMessage: message } };
    this.#settle?.(this.#ended);
  }
}

function settingsOf(
  { codeDirectory, handler, runtime, arn }: FunctionConfiguration,
  { memory }: Clock,
): WorkerSettings {
  return { codeDirectory, handler, runtime, functionArn: arn, clock: memory };
}

/** A thread takes options as arguments, not by the environment; those of the whole process it refuses. */
function nodeOptions(options: string | undefined): string[] {
  return options?.split(/\s+/).filter((option) => option === '--enable-source-maps') ?? [];
}

function errorType(error: unknown): string {
  const { code } = Object(error) as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : 'Runtime.UnhandledError';
}
