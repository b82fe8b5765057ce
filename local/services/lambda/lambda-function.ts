import { type Clock, REAL_CLOCK } from '../../clock/clock.ts';
import { ExecutionEnvironment, TIMED_OUT } from './execution-environment.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { FunctionUsage } from './function-usage.ts';
import type { InvocationRecord } from './invocation-record.ts';
import type { InvocationResult } from './protocol.ts';
import { invocationsInChain, MAX_INVOCATIONS_IN_CHAIN } from './recursion-guard.ts';

const STOPPED: InvocationResult = {
  kind: 'error',
  error: { errorType: 'Sandbox.Stopped', errorMessage: 'The local stack stopped' },
};

/** What else a function is made with. */
export interface FunctionSurroundings {
  /** Tells the function its time. @default the machine's */
  readonly clock?: Clock;
  /** Takes what is measured of each invocation. @default dropped */
  readonly record?: (record: InvocationRecord) => void;
}

/** A function with its execution environments: one for each invocation that runs at once, kept for the next. */
export class LambdaFunction {
  #configuration: FunctionConfiguration;
  readonly #log: (line: string) => void;
  readonly #clock: Clock;
  readonly #record: (record: InvocationRecord) => void;
  readonly #used = { invocations: 0, coldStarts: 0, billedMilliseconds: 0 };
  #idle: ExecutionEnvironment[] = [];
  readonly #busy = new Set<ExecutionEnvironment>();
  /** Who wants to know what an environment logs during its invocation. */
  readonly #listeners = new WeakMap<ExecutionEnvironment, (line: string) => void>();
  #generation = 0;
  #stopped = false;

  constructor(
    configuration: FunctionConfiguration,
    log: (line: string) => void,
    { clock = REAL_CLOCK, record = () => {} }: FunctionSurroundings = {},
  ) {
    this.#configuration = configuration;
    this.#log = log;
    this.#clock = clock;
    this.#record = record;
  }

  get name(): string {
    return this.#configuration.name;
  }

  /** As it is for the next invocation. */
  get configuration(): FunctionConfiguration {
    return this.#configuration;
  }

  /** How many execution environments are in the middle of an invocation, and how many wait for one. */
  get environments(): { readonly busy: number; readonly idle: number } {
    return { busy: this.#busy.size, idle: this.#idle.filter(({ usable }) => usable).length };
  }

  get usage(): FunctionUsage {
    return { ...this.#used, memoryMegabytes: this.#configuration.memoryMegabytes };
  }

  /**
   * Says whether Lambda refuses to invoke it once more in one of these chains of requests, as a loop.
   *
   * @param causes the trace headers of what would lead to the invocation.
   */
  refusesLoop(causes: readonly (string | undefined)[]): boolean {
    const { arn } = this.#configuration;
    const isLoop = causes.some((cause) => invocationsInChain(cause, arn) >= MAX_INVOCATIONS_IN_CHAIN);
    if (isLoop) this.#record({ kind: 'recursive', at: this.#clock.now() });
    return isLoop;
  }

  /**
   * Runs one invocation. Never rejects: a failure is a result.
   *
   * @param causes the trace headers of what led to it.
   * @param logged takes each line that this invocation logs, which is in the function's log as well.
   */
  async invoke(
    payload: string,
    causes: readonly (string | undefined)[] = [],
    logged: (line: string) => void = () => {},
  ): Promise<InvocationResult> {
    if (this.#stopped) return STOPPED;
    if (this.#busy.size >= (this.#configuration.reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
      this.#record({ kind: 'throttled', at: this.#clock.now() });
      return { kind: 'throttled' };
    }
    const generation = this.#generation;
    const startedAt = performance.now();
    const environment = this.#idleEnvironment() ?? this.#coldStart();
    this.#busy.add(environment);
    this.#listeners.set(environment, logged);
    this.#clock.begin();
    const result = await this.#measured(environment, payload, causes);
    this.#clock.end();
    this.#busy.delete(environment);
    this.#used.invocations += 1;
    this.#used.billedMilliseconds += Math.ceil(performance.now() - startedAt);
    this.#listeners.delete(environment);
    if (result.kind === 'error') {
      const line = `${result.error.errorType}: ${result.error.errorMessage}`;
      this.#log(line);
      logged(line);
    }
    if (environment.usable && generation === this.#generation) this.#idle.push(environment);
    else void environment.stop();
    return result;
  }

  /** Takes another configuration for the next invocation, and says whether it differs. */
  reconfigure(configuration: FunctionConfiguration): boolean {
    if (JSON.stringify(configuration) === JSON.stringify(this.#configuration)) return false;
    this.#configuration = configuration;
    this.retireEnvironments();
    return true;
  }

  /** Lets the next invocation start from the code as it is on disk now. What runs, finishes. */
  retireEnvironments(): void {
    this.#generation += 1;
    for (const environment of this.#idle) void environment.stop();
    this.#idle = [];
  }

  /**
   * Ends execution environments in the middle of their invocations, as if the machines under them were gone. Those
   * invocations fail with `Runtime.ExitError`.
   *
   * @param count how many at most. @default all that are busy
   * @returns how many it ended.
   */
  killBusy(count: number = Number.POSITIVE_INFINITY): number {
    const killed = [...this.#busy].filter(({ usable }) => usable).slice(0, count);
    for (const environment of killed) environment.kill();
    return killed.length;
  }

  /** Ends every execution environment, whatever it is doing, and starts no other. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#generation += 1;
    const environments = [...this.#idle, ...this.#busy];
    this.#idle = [];
    await Promise.all(environments.map((environment) => environment.stop()));
  }

  /** Runs an invocation and records it, unless it was the stack's end that ended it. */
  async #measured(
    environment: ExecutionEnvironment,
    payload: string,
    causes: readonly (string | undefined)[],
  ): Promise<InvocationResult> {
    const { timeoutMilliseconds } = this.#configuration;
    const concurrentExecutions = this.#busy.size;
    await environment.initialized();
    const at = this.#clock.now();
    const startedAt = performance.now();
    const result = await environment.invoke(payload, causes);
    if (this.#stopped) return result;
    const took = Math.min(performance.now() - startedAt, timeoutMilliseconds);
    const isTimeout = result.kind === 'error' && result.error.errorType === TIMED_OUT;
    this.#record({
      kind: 'ended',
      at,
      durationMilliseconds: isTimeout ? timeoutMilliseconds : took,
      isError: result.kind === 'error',
      concurrentExecutions,
    });
    return result;
  }

  #coldStart(): ExecutionEnvironment {
    this.#used.coldStarts += 1;
    const logged = (line: string) => {
      this.#log(line);
      this.#listeners.get(environment)?.(line);
    };
    const environment = new ExecutionEnvironment(this.#configuration, logged, this.#clock);
    return environment;
  }

  /** The one used last; one that crashed while nobody waited for it is gone. */
  #idleEnvironment(): ExecutionEnvironment | undefined {
    this.#idle = this.#idle.filter(({ usable }) => usable);
    return this.#idle.pop();
  }
}
