import { formatCount } from '../terminal/counts.ts';
import type { Layout } from '../terminal/layout.ts';
import { wrap } from '../terminal/width.ts';
import { formatOutcome } from './format-outcome.ts';
import { formatRoute } from './format-route.ts';
import type { MoveOutcomeDocument, MovePlanDocument } from './move-document.ts';
import { countOf } from './queue-names.ts';

const LIMITS = [
  'It moves everything: no filter, no patch, and what failed again after a redrive goes too.',
  'It writes nothing on messages: the emailer counts the redrive only when one fails again.',
  'It tells no ids: the audit file has the number alone.',
  'Its rate is a whole number of messages a second, 1 to 500.',
];

/** What a move task would do, and what it cannot. */
export function formatMovePlan(plan: MovePlanDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { count, hidden, queue } = plan;
  const others = `${formatCount(hidden)} more are hidden by another reader for now.`;
  const hiddenLines = hidden > 0 ? wrap(others, width).map((line) => paint(['bold', 'yellow'], line)) : [];
  if (count === 0) return `${[paint('bold', 'Nothing to redrive.'), ...hiddenLines].join('\n')}\n`;
  const lines = [
    ...wrap(`Move everything by SQS's own move task, about ${countOf(count, queue)}`, width).map((line) =>
      paint('bold', line),
    ),
    ...formatRoute(plan, layout),
    ...hiddenLines,
    '',
    ...LIMITS.flatMap((limit) => wrap(limit, width)),
  ];
  return `${lines.join('\n')}\n`;
}

/** What came of a move task, and how to go on. */
export function formatMoveOutcome(outcome: MoveOutcomeDocument, layout: Layout): string {
  const { state, counts } = outcome;
  const goOn = 'Go on with the same command: what was moved is gone from the queue, the rest is still there.';
  return formatOutcome(outcome, [[counts.moved, 'moved']], state === 'finished' ? [] : [goOn], layout);
}
