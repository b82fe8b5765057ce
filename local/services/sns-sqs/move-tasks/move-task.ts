import { randomUUID } from 'node:crypto';
import { setImmediate as breath, setTimeout as sleep } from 'node:timers/promises';
import type { ListMessageMoveTasksResultEntry } from '@aws-sdk/client-sqs';
import type { Clock } from '../../../clock/clock.ts';
import { messageOf } from '../../../hosting/thrown.ts';
import type { Move } from './message-mover.ts';

/** What is asked of a task, in the words of SQS's `StartMessageMoveTask`. */
export interface MoveRequest {
  readonly SourceArn: string;
  readonly DestinationArn?: string | undefined;
  readonly MaxNumberOfMessagesPerSecond?: number | undefined;
}

type Status = 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';

/** One task that moves the messages of a dead-letter queue. */
export class MoveTask {
  readonly id = randomUUID();
  readonly request: MoveRequest;
  readonly #toMove: number;
  readonly #started = Date.now();
  #status: Status = 'RUNNING';
  #moved = 0;
  #failureReason: string | undefined;

  /** @param toMove how many messages there are to move at its start. */
  constructor(request: MoveRequest, toMove: number) {
    this.request = request;
    this.#toMove = toMove;
  }

  get handle(): string {
    const { SourceArn } = this.request;
    return Buffer.from(JSON.stringify({ taskId: this.id, sourceArn: SourceArn })).toString('base64');
  }

  get isRunning(): boolean {
    return this.#status === 'RUNNING';
  }

  /** Whether another task must not start on the same queue. */
  get isActive(): boolean {
    return this.isRunning || this.#status === 'CANCELLING';
  }

  /** As `ListMessageMoveTasks` tells it. */
  get entry(): ListMessageMoveTasksResultEntry {
    return {
      TaskHandle: this.isRunning ? this.handle : undefined,
      Status: this.#status,
      ...this.request,
      ApproximateNumberOfMessagesMoved: this.#moved,
      ApproximateNumberOfMessagesToMove: this.#toMove,
      FailureReason: this.#failureReason,
      StartedTimestamp: this.#started,
    };
  }

  /** Lets the move under way be the last one, and says how many messages were moved. */
  cancel(): number {
    if (this.isRunning) this.#status = 'CANCELLING';
    return this.#moved;
  }

  /**
   * Moves until the queue looks empty, no faster than was asked for. It is at work all the while, so that time does
   * not jump between two moves: their pace is that of real time.
   */
  async run(moveNext: () => Move, clock: Pick<Clock, 'begin' | 'end'> | undefined): Promise<void> {
    clock?.begin();
    try {
      // Whoever started the task is answered first.
      await breath();
      while (this.isRunning) {
        this.#note(moveNext());
        if (this.isRunning) await this.#pause();
      }
      if (this.isActive) this.#status = 'CANCELLED';
    } catch (error) {
      // A data directory that cannot be written, or that a stack which stops has closed.
      this.#fail(messageOf(error));
    } finally {
      clock?.end();
    }
  }

  #note(move: Move): void {
    if (move.kind === 'moved') this.#moved += 1;
    else if (move.kind === 'empty') this.#status = 'COMPLETED';
    else this.#fail(move.reason);
  }

  #fail(reason: string): void {
    this.#status = 'FAILED';
    this.#failureReason = reason;
  }

  async #pause(): Promise<void> {
    const { MaxNumberOfMessagesPerSecond: rate } = this.request;
    // Without a rate others only get their turn in between.
    await (rate === undefined ? breath() : sleep(1000 / rate));
  }
}
