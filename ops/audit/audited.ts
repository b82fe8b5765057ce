import { randomUUID } from 'node:crypto';
import type { Session } from '../../cli/dlq/plan-and-apply/session.ts';
import { sentenceOf } from '../aws-error.ts';
import { Audit, type AuditOutcome, type AuditSubject } from './audit-file.ts';

/** What a command says of what it does; who and where is the session's. */
export type Deed = Pick<
  AuditSubject,
  'action' | 'destination' | 'filter' | 'patchedKeys' | 'rate' | 'exportedTo'
>;

/** What came of it. */
export interface Applied extends Omit<AuditOutcome, 'error'> {
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
  /** What ended it, where it failed. */
  readonly error?: Error | undefined;
}

/**
 * Does something between its two lines in the audit file. What `apply` throws is recorded, and thrown again.
 *
 * @returns the outcome; `auditFault` where its last line could not be written.
 * @throws Error in one sentence where the file cannot be written; `apply` was not called then.
 */
export async function audited<Outcome extends Applied>(
  path: string,
  { target, queue, principal = 'unknown' }: Session,
  deed: Deed,
  apply: () => Promise<Outcome>,
): Promise<{ outcome: Outcome; auditFault: string | undefined }> {
  const { accountId: account, region } = target;
  const subject = { run: randomUUID(), ...deed, principal, account, region, queue: queue.url };
  const audit = await Audit.start(path, subject).catch((cause: Error) => {
    throw new Error(
      `Nothing was done, since the audit file cannot be written (${cause.message}): name another with --audit.`,
      { cause },
    );
  });
  try {
    const outcome = await apply();
    return { outcome, auditFault: await faultOf(audit.end(recordOf(outcome))) };
  } catch (error) {
    await faultOf(audit.end({ state: 'failed', counts: {}, ids: [], error: sentenceOf(error) }));
    throw error;
  }
}

/** An outcome may tell more than the file is for. */
function recordOf({ state, counts, ids, error }: Applied): AuditOutcome {
  return { state, counts, ids, ...(error === undefined ? {} : { error: sentenceOf(error) }) };
}

async function faultOf(writing: Promise<void>): Promise<string | undefined> {
  try {
    await writing;
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
