/** What a function has used since the start, as AWS would bill it. */
export interface FunctionUsage {
  /** Those that failed included, those that were throttled not. */
  readonly invocations: number;
  /** Invocations for which an execution environment was started. */
  readonly coldStarts: number;
  /** Each invocation's duration, with that of its cold start, rounded up to a whole millisecond. */
  readonly billedMilliseconds: number;
  readonly memoryMegabytes: number;
}
