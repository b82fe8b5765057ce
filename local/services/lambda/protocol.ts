import type { ClockMemory } from '../../clock/clock.ts';

/** What a worker thread is started with. */
export interface WorkerSettings {
  /** The folder of the function's code. */
  readonly codeDirectory: string;
  /** `index.handler`. */
  readonly handler: string;
  /** `nodejs24.x`. */
  readonly runtime: string;
  readonly functionArn: string;
  /** The stack's clock, where it skips waiting. */
  readonly clock: ClockMemory | undefined;
}

/** One invocation, sent to the worker thread. */
export interface InvocationRequest {
  /** The event as JSON. */
  readonly payload: string;
  readonly requestId: string;
  /** As the runtime has it in `_X_AMZN_TRACE_ID`. */
  readonly traceHeader: string;
  /** When the function's timeout ends it, in milliseconds since the epoch by the stack's clock. */
  readonly deadline: number;
}

/** An error as Lambda reports it to the caller. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What the worker thread answers: once after its start, then once for each request. */
export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly payload: string }
  | { readonly kind: 'error'; readonly error: FunctionError };

/** How an invocation ended. */
export type InvocationResult =
  | { readonly kind: 'result'; readonly payload: string }
  | { readonly kind: 'error'; readonly error: FunctionError }
  | { readonly kind: 'throttled' };
