import { STSClient } from '@aws-sdk/client-sts';
import { principalFor } from '../../../ops/audit/principal.ts';
import { connectionTo } from '../../../ops/clients.ts';
import type { Target, TargetChoice } from '../../../ops/target.ts';
import type { QueueOptions } from '../../dead-letters/queue-option.ts';
import { type OpenQueue, withQueue } from '../../dead-letters/with-queue.ts';

/** What a command that changes a dead-letter queue works with. */
export interface Session extends OpenQueue {
  /** The ARN of the one who acts; `undefined` where nothing will be done. */
  readonly principal: string | undefined;
}

/**
 * Finds the queue, says what is acted on, and hands it to `work` with the one who acts; what was opened is closed again.
 *
 * @param isDryRun nobody is asked who acts where nothing will be done.
 */
export function withSession(
  choice: TargetChoice & QueueOptions,
  isDryRun: boolean,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  return withQueue(choice, async (open) =>
    work({ ...open, principal: isDryRun ? undefined : await principalOf(open.target) }),
  );
}

async function principalOf(target: Target): Promise<string> {
  const sts = new STSClient(connectionTo(target, 'sts'));
  try {
    return await principalFor(sts, target);
  } finally {
    sts.destroy();
  }
}
