import { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { InvocationResult } from './protocol.ts';

const STOPPED: InvocationResult = {
  kind: 'error',
  error: { errorType: 'Sandbox.Stopped', errorMessage: 'The local stack stopped' },
};

/** A function with its execution environments: one for each invocation that runs at once, kept for the next. */
export class LambdaFunction {
  #configuration: FunctionConfiguration;
  readonly #log: (line: string) => void;
  #idle: ExecutionEnvironment[] = [];
  readonly #busy = new Set<ExecutionEnvironment>();
  #generation = 0;
  #stopped = false;

  constructor(configuration: FunctionConfiguration, log: (line: string) => void) {
    this.#configuration = configuration;
    this.#log = log;
  }

  get name(): string {
    return this.#configuration.name;
  }

  /** As it is for the next invocation. */
  get configuration(): FunctionConfiguration {
    return this.#configuration;
  }

  /** Runs one invocation. Never rejects: a failure is a result. */
  async invoke(payload: string): Promise<InvocationResult> {
    if (this.#stopped) return STOPPED;
    if (this.#busy.size >= (this.#configuration.reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
      return { kind: 'throttled' };
    }
    const generation = this.#generation;
    const environment = this.#idleEnvironment() ?? new ExecutionEnvironment(this.#configuration, this.#log);
    this.#busy.add(environment);
    const result = await environment.invoke(payload);
    this.#busy.delete(environment);
    if (result.kind === 'error') this.#log(`${result.error.errorType}: ${result.error.errorMessage}`);
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

  /** Ends every execution environment, whatever it is doing, and starts no other. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#generation += 1;
    const environments = [...this.#idle, ...this.#busy];
    this.#idle = [];
    await Promise.all(environments.map((environment) => environment.stop()));
  }

  /** The one used last; one that crashed while nobody waited for it is gone. */
  #idleEnvironment(): ExecutionEnvironment | undefined {
    this.#idle = this.#idle.filter(({ usable }) => usable);
    return this.#idle.pop();
  }
}
