import { type Clients, clientsOf } from '../../ops/clients.ts';
import { type DeadLetterQueue, deadLetterQueueOf } from '../../ops/dead-letters/dead-letter-queue.ts';
import { resolveTarget } from '../../ops/named-target.ts';
import type { Target, TargetChoice } from '../../ops/target.ts';
import { onInterruption } from '../terminal/interruption.ts';
import { announceTarget } from '../terminal/target-options.ts';
import type { QueueOptions } from './options.ts';

/** What a command on a dead-letter queue works with. */
export interface OpenQueue {
  readonly target: Target;
  readonly clients: Clients;
  readonly queue: DeadLetterQueue;
  /** Aborts at Ctrl-C. */
  readonly interruption: AbortSignal;
}

/** Finds the queue, says what is acted on, and hands it to `work`; what was opened is closed again. */
export async function withQueue<Result>(
  choice: TargetChoice & QueueOptions,
  work: (open: OpenQueue) => Promise<Result>,
): Promise<Result> {
  const target = await resolveTarget(choice, process.cwd(), { takesTopic: false });
  const clients = clientsOf(target);
  const kind = choice.undelivered ? 'undeliveredQueue' : 'deadLetterQueue';
  const queue = deadLetterQueueOf(target, clients.sqs, kind);
  const interruption = onInterruption();
  announceTarget(target);
  try {
    return await work({ target, clients, queue, interruption });
  } finally {
    clients.close();
  }
}
