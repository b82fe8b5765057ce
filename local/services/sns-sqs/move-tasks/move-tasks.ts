import type {
  CancelMessageMoveTaskResult,
  ListMessageMoveTasksResult,
  StartMessageMoveTaskResult,
} from '@aws-sdk/client-sqs';
import type { Clock } from '../../../clock/clock.ts';
import {
  type StoredQueue,
  type StoredQueues,
  sourceQueuesOf,
  visibleIn,
} from '../../../patches/fauxqs-queues.ts';
import type { MessageMover } from './message-mover.ts';
import { type MoveRequest, MoveTask } from './move-task.ts';
import { invalid, missing, notFound } from './sqs-error.ts';

type Body = Readonly<Record<string, unknown>>;

const MAX_PER_SECOND = 500;
/** So many are listed, so more are not kept. */
const MAX_RESULTS = 10;
const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/;

/**
 * The tasks that move messages out of dead-letter queues, and what SQS answers of them. Texts are those of AWS.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export class MoveTasks {
  readonly #queues: StoredQueues;
  readonly #mover: MessageMover;
  readonly #clock: Clock | undefined;
  /** By the source's ARN, most recent first. */
  readonly #tasks = new Map<string, readonly MoveTask[]>();

  constructor(queues: StoredQueues, mover: MessageMover, clock: Clock | undefined) {
    this.#queues = queues;
    this.#mover = mover;
    this.#clock = clock;
  }

  get isAnyActive(): boolean {
    return [...this.#tasks.values()].flat().some(({ isActive }) => isActive);
  }

  /** `StartMessageMoveTask`. */
  start(body: Body): StartMessageMoveTaskResult {
    const source = this.#queueOf('SourceArn', body.SourceArn);
    if (sourceQueuesOf(this.#queues, source).length === 0) {
      throw invalid('Source queue must be configured as a Dead Letter Queue.');
    }
    const request: MoveRequest = {
      SourceArn: source.arn,
      DestinationArn: this.#destinationOf(body.DestinationArn, source),
      MaxNumberOfMessagesPerSecond: perSecondOf(body.MaxNumberOfMessagesPerSecond),
    };
    if (this.#tasksOf(source).some(({ isActive }) => isActive)) {
      throw invalid(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    return { TaskHandle: this.#run(request, source).handle };
  }

  /** `ListMessageMoveTasks`. */
  list({ SourceArn, MaxResults = 1 }: Body): ListMessageMoveTasksResult {
    const source = this.#queueOf('SourceArn', SourceArn);
    if (!isWithin(MaxResults, MAX_RESULTS)) {
      throw invalid(
        `Value for parameter MaxResults is invalid. Reason: You must enter a number that's between 1 and ${MAX_RESULTS}.`,
      );
    }
    return {
      Results: this.#tasksOf(source)
        .slice(0, MaxResults)
        .map(({ entry }) => entry),
    };
  }

  /** `CancelMessageMoveTask`. */
  cancel({ TaskHandle }: Body): CancelMessageMoveTaskResult {
    if (TaskHandle === undefined) throw missing('TaskHandle');
    const { taskId, sourceArn } = readHandle(TaskHandle);
    const task = this.#tasksOf(this.#queueOf('SourceArn', sourceArn)).find(({ id }) => id === taskId);
    if (!task) throw notFound('Task does not exist.');
    if (!task.isRunning) throw invalid('Only active tasks can be cancelled.');
    return { ApproximateNumberOfMessagesMoved: task.cancel() };
  }

  #run(request: MoveRequest, source: StoredQueue): MoveTask {
    const task = new MoveTask(request, visibleIn(source));
    this.#tasks.set(source.arn, [task, ...this.#tasksOf(source)].slice(0, MAX_RESULTS));
    void task.run(() => this.#mover.moveNext(source.arn, request.DestinationArn), this.#clock);
    return task;
  }

  #tasksOf({ arn }: StoredQueue): readonly MoveTask[] {
    return this.#tasks.get(arn) ?? [];
  }

  #destinationOf(arn: unknown, source: StoredQueue): string | undefined {
    if (arn === undefined) return undefined;
    const destination = this.#queueOf('DestinationArn', arn);
    if (destination === source) {
      throw invalid('Source queue arn and destination queue arn cannot be the same.');
    }
    if (destination.isFifo() !== source.isFifo()) {
      throw invalid('The source queue and destination queue must be of the same queue type.');
    }
    return destination.arn;
  }

  #queueOf(parameter: string, arn: unknown): StoredQueue {
    if (arn === undefined) throw missing(parameter);
    if (typeof arn !== 'string' || !ARN.test(arn)) {
      throw invalid(
        `You must use this format to specify the ${parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
      );
    }
    const queue = this.#queues.getQueueByArn(arn);
    if (!queue)
      throw notFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
    return queue;
  }
}

function perSecondOf(value: unknown): number | undefined {
  if (value === undefined || isWithin(value, MAX_PER_SECOND)) return value;
  throw invalid(
    `Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and ${MAX_PER_SECOND}.`,
  );
}

function isWithin(value: unknown, maximum: number): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maximum;
}

function readHandle(handle: unknown): { taskId: unknown; sourceArn: unknown } {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(String(handle), 'base64').toString());
    return { taskId, sourceArn };
  } catch (cause) {
    throw Object.assign(invalid('Value for parameter TaskHandle is invalid.'), { cause });
  }
}
