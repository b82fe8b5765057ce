import type { SchemaIssue } from '../contract/schema-issue.ts';
import type { Failure } from './failure.ts';
import type { Received } from './received.ts';

/** What was tried to deliver. */
interface Attempted {
  readonly received: Received;
  /** The notification's effective id. */
  readonly id: string;
}

/** What became of one attempt to deliver a notification. */
export type Outcome = Attempted &
  (
    | {
        readonly kind: 'sent';
        readonly sesMessageId: string;
        /** When SES accepted it, in milliseconds since the epoch. */
        readonly acceptedAt: number;
        /** How many of its recipients the guard has held it back from. */
        readonly withheld: number;
        /** Whether it may have been accepted before, which SES has not told in time. */
        readonly isInDoubt: boolean;
        /** Why the table does not know. */
        readonly recordError?: unknown;
      }
    /** SES had accepted it before, and has told so since. */
    | { readonly kind: 'settled'; readonly sesMessageId: string }
    /** The guard leaves nobody to send it to; so many would have got it. */
    | { readonly kind: 'withheld'; readonly withheld: number }
    /** It had been sent before. */
    | { readonly kind: 'duplicate'; readonly sesMessageId: string }
    /** The worker's time was up before it could begin. */
    | {
        readonly kind: 'returned';
        /** How far away its slot was, as far as is known. */
        readonly slotInMilliseconds: number;
      }
    /** It was not sent, as far as is known. */
    | {
        readonly kind: 'failed';
        readonly failure: Failure;
        /** When SES was called, in milliseconds since the epoch; `undefined` where it was not. */
        readonly attemptedAt: number | undefined;
        /** What is wrong with a payload that is no notification. */
        readonly issues?: readonly SchemaIssue[] | undefined;
      }
  );

/** The outcome of one kind. */
export type OutcomeOf<Kind extends Outcome['kind']> = Extract<Outcome, { kind: Kind }>;
