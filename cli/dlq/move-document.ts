import type { Place } from './list-document.ts';
import type { OutcomeDocument } from './outcome-document.ts';
import type { Route } from './route.ts';

/** What `dlq redrive --all` would do by SQS's own move task. */
export interface MovePlanDocument extends Place, Route {
  readonly method: 'move-task';
  /** About how many are visible now, by SQS's count. */
  readonly count: number;
  /** About how many another reader hides now; the task moves those that become visible while it runs. */
  readonly hidden: number;
}

/** What came of a move task. `ids` is empty: SQS tells none. */
export interface MoveOutcomeDocument extends OutcomeDocument {
  readonly counts: { readonly moved: number };
}
