import type { DeadLetterQueue } from '../../ops/dead-letters/dead-letter-queue.ts';
import { findTarget, type Target, type TargetChoice } from '../../ops/target.ts';
import { onInterruption } from '../terminal/interruption.ts';
import { announceTarget } from '../terminal/target-options.ts';
import { deadLetterQueueOf, type QueueOptions } from './queue-option.ts';

/** What a command on a dead-letter queue works with. */
export interface OpenQueue {
  readonly target: Target;
  readonly queue: DeadLetterQueue;
  /** Aborts at Ctrl-C. */
  readonly interruption: AbortSignal;
}

/** Finds the queue, says what is acted on, and hands it to `work`; what was opened is closed again. */
export async function withQueue<Result>(
  choice: TargetChoice & QueueOptions,
  work: (open: OpenQueue) => Promise<Result>,
): Promise<Result> {
  const target = findTarget(choice, process.cwd());
  const queue = deadLetterQueueOf(target, choice);
  const interruption = onInterruption();
  announceTarget(target);
  try {
    return await work({ target, queue, interruption });
  } finally {
    queue.sqs.destroy();
  }
}
