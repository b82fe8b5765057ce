import { sentenceOf } from '../aws-error.ts';
import type { DeadLetterQueue } from '../dead-letters/dead-letter-queue.ts';
import { arnOf, depthOf } from '../dead-letters/depth.ts';
import type { Outcome } from '../dead-letters/outcome.ts';
import { MOVE_RATE } from './move-rate.ts';
import { hasMoveTasks, type MoveOrder, type MoveTask, moveAll } from './move-task.ts';

/** What a move task would do: all that is visible, and what becomes so meanwhile. */
export interface MovePlan extends MoveOrder {
  /** About how many are visible now. */
  readonly count: number;
  /** How many another reader hides for now. */
  readonly inFlight: number;
}

/** What became of a move task. SQS tells no ids, and nothing of what it may have refused. */
export interface MoveOutcome extends Outcome {
  readonly counts: { readonly moved: number };
  readonly refusals: Readonly<Record<string, never>>;
}

/** Why SQS cannot move everything by itself, so that it goes message by message; `undefined` where it can. */
export async function obstacleToMove({ kind, sqs, url }: DeadLetterQueue): Promise<string | undefined> {
  if (kind === 'undeliveredQueue')
    return "Message by message: SQS's move tasks do not take the queue of what SNS could not deliver.";
  if (await hasMoveTasks(sqs, await arnOf(sqs, url))) return undefined;
  return 'Message by message: this SQS has no move tasks.';
}

/**
 * Asks SQS how much a move task would move.
 *
 * @param rate messages a second; of a fraction, and of what SQS does not take, the nearest that it takes.
 */
export async function planMove(
  { sqs, url }: DeadLetterQueue,
  destinationUrl: string,
  rate: number,
): Promise<MovePlan> {
  const { visible, inFlight } = await depthOf(sqs, url);
  const [sourceArn, destinationArn] = await Promise.all([arnOf(sqs, url), arnOf(sqs, destinationUrl)]);
  return {
    sourceArn,
    destinationArn,
    rate: Math.min(MOVE_RATE.max, Math.max(MOVE_RATE.min, Math.floor(rate))),
    count: visible,
    inFlight,
  };
}

/**
 * Has SQS move everything, and waits for it. Never rejects: an error ends the looking at the task, and not the task.
 *
 * @param signal cancels the task, which leaves moved what it has moved.
 */
export async function applyMove(
  { sqs }: DeadLetterQueue,
  order: MoveOrder,
  signal: AbortSignal,
  onProgress: (moved: number) => void,
): Promise<MoveOutcome> {
  let seen: number | undefined;
  const note = (moved: number) => {
    seen = moved;
    onProgress(moved);
  };
  try {
    const task = await moveAll(sqs, order, signal, note);
    return task ? outcomeOf(task) : outcome('failed', 0, new Error('This SQS has no move tasks.'));
  } catch (error) {
    const still = seen === undefined ? '' : ' The task may still run: "npx amplify-mailroom status" tells.';
    return outcome('failed', seen ?? 0, new Error(`${sentenceOf(error)}${still}`, { cause: error }));
  }
}

function outcomeOf({ status, moved, failure }: MoveTask): MoveOutcome {
  if (status === 'COMPLETED') return outcome('finished', moved);
  if (status === 'CANCELLED') return outcome('interrupted', moved);
  return outcome('failed', moved, new Error(`SQS ended the task: ${failure ?? status}.`));
}

function outcome(state: MoveOutcome['state'], moved: number, error?: Error): MoveOutcome {
  return { state, counts: { moved }, refusals: {}, ids: [], notGivenBack: 0, error };
}
