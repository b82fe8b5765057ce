import type { Place } from '../list/document.ts';
import type { OutcomeDocument } from '../plan-and-apply/outcome-document.ts';
import type { Route } from './route.ts';

/** What `dlq redrive --all` would do by SQS's own move task. What only a look at each message tells is `null`. */
export interface MovePlanDocument extends Place, Route {
  readonly method: 'move-task';
  readonly note: null;
  /** About how many are visible now, by SQS's count. */
  readonly count: number;
  readonly groups: null;
  readonly staying: null;
  readonly patch: null;
  /** Why this is not all that is in the queue, as sentences. */
  readonly partial: readonly string[];
  readonly notGivenBack: 0;
}

/** What came of a move task. `ids` is empty: SQS tells none. */
export interface MoveOutcomeDocument extends OutcomeDocument {
  readonly counts: { readonly moved: number };
  readonly refusals: Readonly<Record<string, never>>;
}
