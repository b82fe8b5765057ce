import { arnOf } from '../../../ops/dead-letters/depth.ts';
import { hasMoveTasks } from '../../../ops/redrive/move-task.ts';
import type { PayloadPatch } from '../../../ops/redrive/patch.ts';
import type { RedriveRequest } from '../../../ops/redrive/selection.ts';
import type { Target } from '../../../ops/target.ts';
import { filterFrom } from '../../dead-letters/options.ts';
import { privacyFor } from '../../dead-letters/privacy.ts';
import { confirm } from '../../terminal/confirm.ts';
import { UsageError } from '../../terminal/exit-code.ts';
import { planThenApply } from '../plan-and-apply/plan-and-apply.ts';
import { type Session, withSession } from '../plan-and-apply/session.ts';
import type { RedriveOptions } from './options.ts';
import { planMessages } from './plan-messages.ts';
import { planMove } from './plan-move.ts';
import { readPatch } from './read-patch.ts';

const NO_TASK_OF_UNDELIVERED =
  "Message by message: SQS's move tasks do not take the queue of what SNS could not deliver.";
const NO_TASKS = 'Message by message: this SQS has no move tasks.';

/** Everything, however often it was redriven before. */
const EVERYTHING: RedriveRequest = { filter: { redrives: { min: 0 } } };

/** Redrives dead letters as the options say, and gives the exit code. */
export async function runRedrive(options: RedriveOptions): Promise<number> {
  const patch = options.patch === undefined ? undefined : await readPatch(options.patch);
  return withSession(options, options.dryRun ?? false, (session) => redrive(session, options, patch));
}

async function redrive(
  session: Session,
  options: RedriveOptions,
  patch: PayloadPatch | undefined,
): Promise<number> {
  const to = destinationOf(session.target);
  const privacy = privacyFor(options);
  const agree = async (question: string) =>
    options.yes ? 'agreed' : confirm(question, session.interruption);
  const order = { to, rate: options.rate, privacy, agree };
  if (!options.all) {
    const request = { filter: filterFrom(options), patch };
    return planThenApply(session, await planMessages(session, { ...order, request }), options);
  }
  const note = await obstacleToTask(session);
  if (note === undefined) return planThenApply(session, await planMove(session, order), options);
  const plan = await planMessages(session, { ...order, request: EVERYTHING, note });
  return planThenApply(session, plan, options);
}

/** Why SQS cannot move everything by itself; `undefined` where it can. */
async function obstacleToTask({ queue }: Session): Promise<string | undefined> {
  if (queue.kind === 'undeliveredQueue') return NO_TASK_OF_UNDELIVERED;
  return (await hasMoveTasks(queue.sqs, await arnOf(queue.sqs, queue.url))) ? undefined : NO_TASKS;
}

function destinationOf({ pipeline, pipelineName }: Target): string {
  if (pipeline.queueUrl !== undefined) return pipeline.queueUrl;
  throw new UsageError(
    `The pipeline ${pipelineName} has no queue in its outputs: deploy the backend with this version of the construct.`,
  );
}
