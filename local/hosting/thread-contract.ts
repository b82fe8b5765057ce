import type { ClockMemory } from '../clock/clock.ts';
import type { Refusal } from '../iam/refusal.ts';

/** What every emulator's thread is started with. */
export interface ThreadOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where data is kept over a restart; in memory only where it is not given. */
  readonly dataDirectory: string | undefined;
  /** The stack's clock, where it skips waiting. */
  readonly clock: ClockMemory | undefined;
}

/** The first message of a thread: it listens, or why it cannot. */
export type ThreadReport =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string };

/** What a thread is asked, by the name of the question. */
export interface Question {
  readonly id: number;
  readonly name: string;
  readonly value: unknown;
}

/** What it answers. */
export interface Reply {
  readonly id: number;
  readonly value: unknown;
}

/** What a thread says of itself. */
export interface Notice {
  readonly kind: 'refused';
  readonly refusal: Refusal;
}

/** Requests since the start, by action. */
export type RequestsByAction = Readonly<Record<string, number>>;
