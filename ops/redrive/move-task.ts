import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

/** How often a task is looked at; sooner in the beginning, since a short one ends soon. */
const LOOK_MILLISECONDS = 1_000;
const FIRST_LOOK_MILLISECONDS = 100;

/** What SQS tells of a move task. */
export interface MoveTask {
  /** RUNNING, COMPLETED, CANCELLING, CANCELLED or FAILED. */
  readonly status: string;
  readonly moved: number;
  /** What was in the queue when it began; `undefined` where SQS does not tell. */
  readonly total: number | undefined;
  readonly failure: string | undefined;
  readonly startedAt: Date | undefined;
}

/** Names of the error of an engine that does not know move tasks, as some emulators. */
const UNKNOWN_ACTION = /UnsupportedOperation|UnknownOperation|InvalidAction|NotImplemented|UnknownAction/;

/**
 * The latest move task of a dead-letter queue; `undefined` where there was none, or where the engine has no such tasks.
 */
export async function latestMoveTask(sqs: SQSClient, sourceArn: string): Promise<MoveTask | undefined> {
  try {
    const { Results = [] } = await sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn: sourceArn, MaxResults: 1 }),
    );
    return Results[0] && taskOf(Results[0]);
  } catch (error) {
    if (isUnknownAction(error)) return undefined;
    throw error;
  }
}

/** Whether the engine has move tasks at all, as SQS does and some emulators do not. */
export async function hasMoveTasks(sqs: SQSClient, sourceArn: string): Promise<boolean> {
  try {
    await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: sourceArn, MaxResults: 1 }));
    return true;
  } catch (error) {
    if (isUnknownAction(error)) return false;
    throw error;
  }
}

/** Which queues, and how fast. */
export interface MoveOrder {
  readonly sourceArn: string;
  /** Always named: SQS knows no source of a dead letter that the emailer wrote, and would not move it. */
  readonly destinationArn: string;
  /** Messages a second, within `MOVE_RATE`. */
  readonly rate: number;
}

/**
 * Has SQS move everything, and waits for it; `signal` cancels the task, which leaves moved what it has moved.
 *
 * @returns `undefined` where the engine has no such tasks; nothing is moved then.
 * @throws Error as SQS gives it, for example while another task of the queue runs.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function moveAll(
  sqs: SQSClient,
  { sourceArn, destinationArn, rate }: MoveOrder,
  signal: AbortSignal,
  onProgress: (moved: number) => void = () => {},
): Promise<MoveTask | undefined> {
  const TaskHandle = await start(sqs, { sourceArn, destinationArn, rate });
  if (TaskHandle === undefined) return undefined;
  let isCancelled = false;
  for (let pause = FIRST_LOOK_MILLISECONDS; ; pause = Math.min(2 * pause, LOOK_MILLISECONDS)) {
    const task = await latestMoveTask(sqs, sourceArn);
    if (task) onProgress(task.moved);
    if (task && !/RUNNING|CANCELLING/.test(task.status)) return task;
    if (signal.aborted && !isCancelled) {
      isCancelled = true;
      // It may have ended meanwhile.
      await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle })).catch(() => {});
    }
    await sleep(pause, undefined, isCancelled ? {} : { signal }).catch(() => {});
  }
}

async function start(sqs: SQSClient, order: MoveOrder): Promise<string | undefined> {
  const command = new StartMessageMoveTaskCommand({
    SourceArn: order.sourceArn,
    DestinationArn: order.destinationArn,
    MaxNumberOfMessagesPerSecond: order.rate,
  });
  try {
    return (await sqs.send(command)).TaskHandle;
  } catch (error) {
    if (isUnknownAction(error)) return undefined;
    throw error;
  }
}

function taskOf(entry: ListMessageMoveTasksResultEntry): MoveTask {
  if (entry.Status === undefined) throw new Error('SQS does not tell how its move task is.');
  return {
    status: entry.Status,
    // SQS leaves it out until there is one.
    moved: entry.ApproximateNumberOfMessagesMoved ?? 0,
    total: entry.ApproximateNumberOfMessagesToMove,
    failure: entry.FailureReason,
    startedAt: entry.StartedTimestamp === undefined ? undefined : new Date(entry.StartedTimestamp),
  };
}

function isUnknownAction(error: unknown): boolean {
  return error instanceof Error && UNKNOWN_ACTION.test(error.name);
}
