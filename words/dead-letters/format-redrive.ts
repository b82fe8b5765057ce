import { queueNameOf } from '../../ops/dead-letters/dead-letter-queue.ts';
import { type Layout, paragraphsOf, type Style } from '../layout.ts';
import { plain } from '../plain.ts';
import { formatCount, formatSeconds } from '../quantities.ts';
import { formatTable } from '../table.ts';
import { wrap } from '../width.ts';
import { COMES_BACK } from './comes-back.ts';
import { formatCounts, formatCoverage, formatGroups } from './groups.ts';
import { formatOutcome, formatRefusals } from './outcome.ts';
import { countOf } from './queue.ts';
import type {
  MoveOutcomeDocument,
  MovePlanDocument,
  PatchDocument,
  RedriveOutcomeDocument,
  RedrivePlanDocument,
} from './redrive-document.ts';

/** What a redrive would do, for the one who is to agree to it. */
export function formatRedrivePlan(plan: RedrivePlanDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { count, queue, groups, note, patch } = plan;
  return paragraphsOf([
    formatCoverage(plan, layout),
    note === null ? [] : wrap(note, width).map((line) => paint('yellow', line)),
    count > 0
      ? [paint('bold', `Redrive ${countOf(count, queue)}`), ...formatRoute(plan, layout)]
      : [paint('bold', 'Nothing to redrive.')],
    formatGroups(groups, layout),
    formatComingBack(plan, layout),
    formatStaying(plan, layout),
    patch === null ? [] : formatPatch(patch, layout),
  ]);
}

/** From where to where messages go, how fast, and how long that takes. */
function formatRoute(
  { from, to, rate, rateFrom, quotaFault, seconds }: RedrivePlanDocument | MovePlanDocument,
  { width, paint }: Layout,
): string[] {
  const why = rateFrom === 'option' ? 'as given' : 'as many as the pipeline sends';
  const rows = [
    ['from', plain(queueNameOf(from))],
    ['to', plain(queueNameOf(to))],
    ['rate', `${formatCount(rate)} a second, ${why}`],
    ['time', formatSeconds(seconds)],
  ];
  const route = formatTable([{}, { overflow: 'wrap' }], rows, { width, indent: 2 });
  if (quotaFault === null) return route;
  const fault = `SES's sending quota could not be read, so the rate goes by the pipeline alone: ${plain(quotaFault)}`;
  return [...route, ...wrap(fault, width).map((line) => paint('yellow', line))];
}

/** What is wrong with the notifications themselves, nothing but an edit cures. */
function formatComingBack({ groups, patch }: RedrivePlanDocument, { width, paint }: Layout): string[] {
  const those = patch === null ? groups.filter(({ reason }) => COMES_BACK.includes(reason)) : [];
  if (those.length === 0) return [];
  const count = formatCount(those.reduce((sum, group) => sum + group.count, 0));
  const reasons = [...new Set(those.map(({ reason }) => reason))].join(', ');
  const text = `Of these, ${count} come straight back, unless they were edited: ${reasons}. Correct them with --patch, or by dlq export and dlq import.`;
  return wrap(text, width).map((line) => paint('yellow', line));
}

function formatStaying({ staying }: RedrivePlanDocument, layout: Layout): string[] {
  const { redrivenBefore, unpatchable, notMeant } = staying;
  const lines = formatCounts(
    [
      [redrivenBefore, 'redriven before, and failed again: add --redrives any to include them'],
      ...Object.entries(unpatchable).map(([fault, count]): [number, string] => [
        count,
        `the patch makes no notification of them: ${plain(fault)}`,
      ]),
      [notMeant, 'left out by the filters'],
    ],
    layout,
  );
  return lines.length > 0 ? [layout.paint('bold', 'Stay where they are'), ...lines] : [];
}

const DIFFERENCE_STYLES: Readonly<Record<string, Style>> = { '+': 'green', '-': 'red', '@': 'dim' };

/** What a patch changes, with a first example, whose lines are as long as they are. */
function formatPatch({ keys, example }: PatchDocument, { width, paint }: Layout): string[] {
  const changed = `The patch changes ${keys.map(plain).join(', ')}`;
  if (!example) return wrap(`${changed}: none of them has other values.`, width);
  const difference = example.difference.split('\n').map((line) => {
    const style = DIFFERENCE_STYLES[line.slice(0, 1)];
    return style ? paint(style, plain(line)) : plain(line);
  });
  return [...wrap(`${changed}. In ${plain(example.id)}:`, width), ...difference];
}

/** What came of a redrive, and how to go on. */
export function formatRedriveOutcome(
  outcome: RedriveOutcomeDocument,
  plan: Pick<RedrivePlanDocument, 'count'>,
  layout: Layout,
): string {
  const { redriven, refused, notDeleted, unpatchable } = outcome.counts;
  return formatOutcome(
    outcome,
    [
      [redriven, 'redriven'],
      [
        notDeleted,
        'of them could not be deleted, and are in both queues: sent once more, they are known as duplicates and make no second email',
      ],
      [refused, `refused by SQS, and stay where they are: ${formatRefusals(outcome.refusals)}`],
      [unpatchable, 'stay where they are, since the patch makes no notification of them'],
    ],
    hintsOf(outcome, plan.count),
    layout,
  );
}

function hintsOf({ state, counts }: RedriveOutcomeDocument, planned: number): string[] {
  if (state !== 'finished') {
    const goOn = state === 'failed' ? 'Cure that first, then go on' : 'Go on';
    return [
      `${goOn} with the same command: what was sent is gone from the queue, and what was sent but not deleted is known as a duplicate.`,
    ];
  }
  const missed = planned - counts.redriven - counts.refused - counts.unpatchable;
  if (missed <= 0) return [];
  return [
    `${formatCount(missed)} of the plan did not turn up: taken by another reader, or hidden. The same command again sends what is still there.`,
  ];
}

const MOVE_LIMITS = [
  'It moves everything, also what arrives meanwhile: no filter, no patch, and what failed again goes round once more.',
  'It writes nothing on messages: the emailer counts the redrive only when one fails again.',
  'It tells no ids: the audit file has the number alone.',
  'Its rate is a whole number of messages a second, 1 to 500.',
];

/** What a move task would do, and what it cannot. */
export function formatMovePlan(plan: MovePlanDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { count, queue } = plan;
  if (count === 0)
    return paragraphsOf([formatCoverage(plan, layout), [paint('bold', 'Nothing to redrive.')]]);
  const heading = `Move everything by SQS's own move task, about ${countOf(count, queue)}`;
  return paragraphsOf([
    formatCoverage(plan, layout),
    [...wrap(heading, width).map((line) => paint('bold', line)), ...formatRoute(plan, layout)],
    plan.note === null ? [] : wrap(plan.note, width).map((line) => paint('yellow', line)),
    MOVE_LIMITS.flatMap((limit) => wrap(limit, width)),
  ]);
}

/** What came of a move task, and how to go on. */
export function formatMoveOutcome(outcome: MoveOutcomeDocument, layout: Layout): string {
  const { state, counts } = outcome;
  const goOn = 'Go on with the same command: what was moved is gone from the queue, the rest is still there.';
  return formatOutcome(outcome, [[counts.moved, 'moved']], state === 'finished' ? [] : [goOn], layout);
}
