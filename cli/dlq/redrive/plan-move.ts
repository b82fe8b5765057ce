import type { Applied } from '../../../ops/audit/audited.ts';
import { sentenceOf } from '../../../ops/aws-error.ts';
import { arnOf, depthOf } from '../../../ops/dead-letters/depth.ts';
import { MOVE_RATE } from '../../../ops/redrive/move-rate.ts';
import { type MoveTask, moveAll } from '../../../ops/redrive/move-task.ts';
import { chooseRate } from '../../../ops/redrive/rate.ts';
import { countOf } from '../../dead-letters/queue.ts';
import { formatCount } from '../../terminal/counts.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import { placeOf } from '../list/document.ts';
import type { Undertaking } from '../plan-and-apply/plan-and-apply.ts';
import type { Session } from '../plan-and-apply/session.ts';
import { formatMoveOutcome, formatMovePlan } from './format-move.ts';
import type { MoveOutcomeDocument, MovePlanDocument } from './move-document.ts';
import type { RedriveManner } from './plan-messages.ts';
import { secondsFor } from './route.ts';

interface Moved extends Applied {
  readonly counts: { readonly moved: number };
}

/** Asks SQS how much a move task would move. */
export async function planMove(
  { target, queue, interruption }: Session,
  { to, agree, ...manner }: RedriveManner,
): Promise<Undertaking<Moved, MoveOutcomeDocument>> {
  const { sqs, url, kind } = queue;
  const choice = await chooseRate(target, manner.rate);
  const rate = Math.min(MOVE_RATE.max, Math.max(MOVE_RATE.min, Math.floor(choice.rate)));
  const { visible, inFlight } = await depthOf(sqs, url);
  const route = { from: url, to, ...choice, rate, seconds: secondsFor(visible, rate) };
  const plan: MovePlanDocument = {
    ...placeOf(target, kind),
    ...route,
    method: 'move-task',
    count: visible,
    ...{ note: null, groups: null, staying: null, patch: null, notGivenBack: 0 },
    partial: inFlight > 0 ? [`${formatCount(inFlight)} more are hidden by another reader for now.`] : [],
  };
  const [sourceArn, destinationArn] = await Promise.all([arnOf(sqs, url), arnOf(sqs, to)]);
  return {
    plan,
    formatPlan: (layout) => formatMovePlan(plan, layout),
    exitCodeOfNothing: EXIT.done,
    agree: () => agree(`Move everything, about ${countOf(visible, kind)}?`),
    deed: { action: 'move', destination: to, filter: {}, rate },
    verb: 'Moved',
    apply: (onProgress) =>
      move((onMoved) => moveAll(sqs, { sourceArn, destinationArn, rate }, interruption, onMoved), onProgress),
    documentOf,
    formatOutcome: formatMoveOutcome,
  };
}

/** Runs a task; an error that ends the looking at it does not end the task. */
async function move(
  run: (onMoved: (moved: number) => void) => Promise<MoveTask | undefined>,
  onProgress: (moved: number) => void,
): Promise<Moved> {
  let moved = 0;
  let hasBegun = false;
  const note = (count: number) => {
    hasBegun = true;
    moved = count;
    onProgress(count);
  };
  const end = (state: Applied['state'], error?: Error) => ({
    ...{ state, counts: { moved }, ids: [], notGivenBack: 0, error },
  });
  try {
    const task = await run(note);
    if (!task) return end('failed', new Error('This SQS has no move tasks.'));
    moved = task.moved;
    if (task.status === 'COMPLETED') return end('finished');
    if (task.status === 'CANCELLED') return end('interrupted');
    return end('failed', new Error(`SQS ended the task: ${task.failure ?? task.status}.`));
  } catch (error) {
    const still = hasBegun ? ' The task may still run: "npx amplify-mailroom status" tells.' : '';
    return end('failed', new Error(`${sentenceOf(error)}${still}`, { cause: error }));
  }
}

function documentOf({ state, counts, ids, notGivenBack, error }: Moved, audit: string): MoveOutcomeDocument {
  return {
    ...{ state, counts, refusals: {}, ids, notGivenBack, audit },
    error: error === undefined ? null : sentenceOf(error),
  };
}
