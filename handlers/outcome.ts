import type { SchemaIssue } from '../contract/schema-issue.ts';
import type { Failure } from './failure.ts';

/** What became of one attempt to deliver a notification; `id` is its effective id. */
export type Outcome =
  /** SES has accepted it, at `acceptedAt` in milliseconds since the epoch; `recordError` is why the table does not know. */
  | {
      readonly kind: 'sent';
      readonly id: string;
      readonly sesMessageId: string;
      readonly acceptedAt: number;
      readonly recordError?: unknown;
    }
  /** It had been sent before. */
  | { readonly kind: 'duplicate'; readonly id: string; readonly sesMessageId: string }
  /** The worker's time was up before it could begin. */
  | { readonly kind: 'returned'; readonly id: string }
  /** It was not sent, as far as is known. */
  | FailedOutcome;

export interface FailedOutcome {
  readonly kind: 'failed';
  readonly id: string;
  readonly failure: Failure;
  /** When SES was called, in milliseconds since the epoch; `undefined` where it was not. */
  readonly attemptedAt: number | undefined;
  /** What is wrong with a payload that is no notification. */
  readonly issues?: readonly SchemaIssue[] | undefined;
}
