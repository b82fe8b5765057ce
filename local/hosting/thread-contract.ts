import type { ClockMemory } from '../clock/clock.ts';
import type { Refusal } from '../iam/refusal.ts';

/** What every thread is started with. */
export interface ThreadStart {
  /** The stack's clock, where it skips waiting. */
  readonly clock?: ClockMemory | undefined;
}

/** What an emulator's thread is started with. */
export interface ThreadOptions extends ThreadStart {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where data is kept over a restart; in memory only where it is not given. */
  readonly dataDirectory: string | undefined;
}

/** What a thread is told to do. */
export type Order = { readonly kind: 'start'; readonly options: ThreadStart } | { readonly kind: 'end' };

/** How that went: it listens, or why it cannot; it has ended, and whether nothing of it is left. */
export type ThreadReport =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ended'; readonly isClean: boolean };

/** What a thread is asked, by the name of the question. */
export interface Question {
  readonly kind: 'question';
  readonly id: number;
  readonly name: string;
  readonly value: unknown;
}

/** What it answers. */
export interface Reply {
  readonly kind: 'reply';
  readonly id: number;
  readonly value: unknown;
}

/** What a thread says of itself. */
export interface Notice {
  readonly kind: 'refused';
  readonly refusal: Refusal;
}

/** All that comes from a thread. */
export type ThreadMessage = ThreadReport | Reply | Notice;

/** Requests since the start, by action. */
export type RequestsByAction = Readonly<Record<string, number>>;
