import { STSClient } from '@aws-sdk/client-sts';
import { principalFor } from '../../ops/audit/principal.ts';
import { connectionTo } from '../../ops/connection.ts';
import type { DeadLetterQueue } from '../../ops/dead-letters/dead-letter-queue.ts';
import { findTarget, type Target, type TargetChoice } from '../../ops/target.ts';
import { onInterruption } from '../interruption.ts';
import { announceTarget } from '../target-options.ts';
import { deadLetterQueueOf, type QueueOptions } from './queue-option.ts';

/** What a command that changes a dead-letter queue works with. */
export interface Session {
  readonly target: Target;
  readonly queue: DeadLetterQueue;
  /** Aborts at Ctrl-C. */
  readonly interruption: AbortSignal;
  /** The ARN of the one who acts; `undefined` where nothing will be done. */
  readonly principal: string | undefined;
}

/**
 * Finds the queue, says what is acted on and by whom, and hands both to `work`; what was opened is closed again.
 *
 * @param isDryRun nobody is asked who acts where nothing will be done.
 */
export async function withSession(
  choice: TargetChoice & QueueOptions,
  isDryRun: boolean,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const target = findTarget(choice, process.cwd());
  const queue = deadLetterQueueOf(target, choice);
  announceTarget(target);
  const interruption = onInterruption();
  try {
    const principal = isDryRun ? undefined : await principalOf(target);
    return await work({ target, queue, interruption, principal });
  } finally {
    queue.sqs.destroy();
  }
}

async function principalOf(target: Target): Promise<string> {
  const sts = new STSClient(connectionTo(target, 'sts'));
  try {
    return await principalFor(sts, target);
  } finally {
    sts.destroy();
  }
}
