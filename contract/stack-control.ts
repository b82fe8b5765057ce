/**
 * What a running local stack tells of itself and lets be done to it, beside its services, in JSON: the one side is the stack's
 * process, the other the console's.
 */

/** Without the token of `.local/stack.json` in this header, a stack tells nothing and does nothing. */
export const CONTROL_TOKEN_HEADER = 'x-mailroom-token';

/** Something that was logged. */
export interface LoggedLine {
  /** By the stack's clock, in milliseconds since the epoch. */
  readonly at: number;
  /** A function's name, or `alarm` or `permissions`. */
  readonly source: string;
  readonly line: string;
}

/** `GET /log?after=N`: what was logged after the cursor `N`, at the latest after a second. */
export interface LogNews {
  /** Asks for what comes after this. */
  readonly cursor: number;
  /** Lines in between that are not kept any more. */
  readonly missed: number;
  /** Oldest first. */
  readonly lines: readonly LoggedLine[];
}

/** `GET /state` */
export interface StackState {
  /** The time in the stack, and by how much it is ahead of the machine's; milliseconds. */
  readonly now: number;
  readonly skippedMilliseconds: number;
  /** By name. */
  readonly functions: Readonly<Record<string, FunctionState>>;
  readonly tables: { readonly outage: boolean };
  /** Notifications published since the start, by the topic's ARN. */
  readonly published: Readonly<Record<string, number>>;
}

/** Execution environments of a function. */
export interface FunctionState {
  readonly busy: number;
  readonly idle: number;
}

/** `POST /workers/kill`, answered with how many it were: those of one function, or of all. */
export interface KillOrder {
  readonly function?: string | undefined;
  readonly count?: number | undefined;
}

/** `POST /tables` */
export interface TablesOrder {
  readonly outage: boolean;
}

/** `POST /clock/skip` */
export interface SkipOrder {
  readonly seconds: number;
}
