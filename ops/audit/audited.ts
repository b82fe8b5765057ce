import { randomUUID } from 'node:crypto';
import { sentenceOf } from '../aws-error.ts';
import type { Outcome } from '../dead-letters/outcome.ts';
import { Audit, type AuditedOperation, type AuditOutcome, type AuditSubject } from './audit-file.ts';

/**
 * Does something between its two lines in the audit file. What `apply` throws is recorded, and thrown again.
 *
 * @returns the outcome; `auditFault` where its last line could not be written.
 * @throws Error in one sentence where the file cannot be written; `apply` was not called then.
 */
export async function audited<Done extends Outcome>(
  path: string,
  subject: AuditedOperation & Pick<AuditSubject, 'principal' | 'account' | 'region'>,
  apply: () => Promise<Done>,
): Promise<{ outcome: Done; auditFault: string | undefined }> {
  const audit = await Audit.start(path, { run: randomUUID(), ...subject }).catch((cause: Error) => {
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
function recordOf({ state, counts, ids, error }: Outcome): AuditOutcome {
  return { state, counts, ids, ...(error && { error: sentenceOf(error) }) };
}

async function faultOf(writing: Promise<void>): Promise<string | undefined> {
  try {
    await writing;
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
