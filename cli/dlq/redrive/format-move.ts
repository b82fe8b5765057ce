import { formatPartial } from '../../dead-letters/format-partial.ts';
import { countOf } from '../../dead-letters/queue.ts';
import type { Layout } from '../../terminal/layout.ts';
import { paragraphsOf } from '../../terminal/paragraphs.ts';
import { wrap } from '../../terminal/width.ts';
import { formatOutcome } from '../plan-and-apply/outcome.ts';
import { formatRoute } from './format-route.ts';
import type { MoveOutcomeDocument, MovePlanDocument } from './move-document.ts';

const LIMITS = [
  'It moves everything, also what arrives meanwhile: no filter, no patch, and what failed again goes round once more.',
  'It writes nothing on messages: the emailer counts the redrive only when one fails again.',
  'It tells no ids: the audit file has the number alone.',
  'Its rate is a whole number of messages a second, 1 to 500.',
];

/** What a move task would do, and what it cannot. */
export function formatMovePlan(plan: MovePlanDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { count, queue } = plan;
  const heading =
    count > 0
      ? `Move everything by SQS's own move task, about ${countOf(count, queue)}`
      : 'Nothing to redrive.';
  return paragraphsOf([
    formatPartial(plan, layout),
    [
      ...wrap(heading, width).map((line) => paint('bold', line)),
      ...(count > 0 ? formatRoute(plan, layout) : []),
    ],
    count > 0 ? LIMITS.flatMap((limit) => wrap(limit, width)) : [],
  ]);
}

/** What came of a move task, and how to go on. */
export function formatMoveOutcome(outcome: MoveOutcomeDocument, layout: Layout): string {
  const { state, counts } = outcome;
  const goOn = 'Go on with the same command: what was moved is gone from the queue, the rest is still there.';
  return formatOutcome(outcome, [[counts.moved, 'moved']], state === 'finished' ? [] : [goOn], layout);
}
