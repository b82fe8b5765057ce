import { formatCount } from '../../terminal/counts.ts';
import type { Layout } from '../../terminal/layout.ts';
import { plain } from '../../terminal/plain.ts';
import { formatOutcome } from '../plan-and-apply/outcome.ts';
import type { RedriveOutcomeDocument, RedrivePlanDocument } from './document.ts';

/** What came of a redrive, and how to go on. */
export function formatRedriveOutcome(
  outcome: RedriveOutcomeDocument,
  plan: Pick<RedrivePlanDocument, 'count'>,
  layout: Layout,
): string {
  const { redriven, refused, notDeleted, unpatchable } = outcome.counts;
  const codes = Object.entries(outcome.refusals).map(
    ([code, count]) => `${plain(code)} ${formatCount(count)}`,
  );
  return formatOutcome(
    outcome,
    [
      [redriven, 'redriven'],
      [
        notDeleted,
        'of them could not be deleted, and are in both queues: sent once more, they are known as duplicates and make no second email',
      ],
      [refused, `refused by SQS, and stay where they are: ${codes.join(', ')}`],
      [unpatchable, 'stay where they are, since the patch makes no notification of them'],
    ],
    hintsOf(outcome, plan.count),
    layout,
  );
}

function hintsOf({ state, counts }: RedriveOutcomeDocument, planned: number): string[] {
  if (state !== 'finished') {
    return [
      'Go on with the same command: what was sent is gone from the queue, and what was sent but not deleted is known as a duplicate.',
    ];
  }
  const missed = planned - counts.redriven - counts.refused - counts.unpatchable;
  if (missed <= 0) return [];
  return [
    `${formatCount(missed)} of the plan did not turn up: taken by another reader, or hidden. The same command again sends what is still there.`,
  ];
}
