/** What is measured of an invocation; `at` is when it began, in milliseconds since the epoch by the stack's clock. */
export type InvocationRecord =
  | { readonly kind: 'throttled'; readonly at: number }
  /** Refused as a loop. */
  | { readonly kind: 'recursive'; readonly at: number }
  | {
      readonly kind: 'ended';
      readonly at: number;
      /** Without the cold start; of an invocation that ran into the function's timeout, that timeout. */
      readonly durationMilliseconds: number;
      readonly isError: boolean;
      /** Invocations of the function at once when it began, itself included. */
      readonly concurrentExecutions: number;
    };
