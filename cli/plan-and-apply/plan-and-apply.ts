import type { AuditedOperation } from '../../ops/audit/audit-file.ts';
import { audited } from '../../ops/audit/audited.ts';
import type { Outcome } from '../../ops/dead-letters/outcome.ts';
import { type OutcomeDocument, outcomeDocument } from '../../words/dead-letters/outcome.ts';
import { privacyFor } from '../../words/dead-letters/privacy.ts';
import { type Layout, layoutFor } from '../../words/layout.ts';
import { plainJson } from '../../words/plain.ts';
import type { ApplyOptions } from '../dead-letters/options.ts';
import type { OpenQueue } from '../dead-letters/with-queue.ts';
import type { Decision } from '../terminal/ask.ts';
import { EXIT } from '../terminal/exit-code.ts';
import { printJson } from '../terminal/print-json.ts';
import { Progress } from '../terminal/progress.ts';
import { tell } from '../terminal/tell.ts';

/** What would be done, as data and in words. */
export interface Plan {
  /** For `--json`; nothing is asked or done where `count` is 0. */
  readonly document: { readonly count: number };
  /** For the one who is to agree to it. */
  format(layout: Layout): string;
  /** What that one is asked. */
  readonly question: string;
  /** How the command ends where there is nothing to do. */
  readonly exitCodeOfNothing: number;
}

/** How it is done, and told of. */
export interface Act<Done extends Outcome> {
  /** What the audit file says of it. */
  readonly operation: AuditedOperation;
  /** What the progress counts, as in `Redriven`. */
  readonly verb: string;
  apply(onProgress: (done: number) => void): Promise<Done>;
  formatOutcome(document: OutcomeDocument<Done>, layout: Layout): string;
}

/** By whom, and how it is agreed to. */
export interface Consent {
  /** The ARN of the one who acts; `undefined` in a dry run, where nobody does. */
  readonly principal: string | undefined;
  /** Has a person agree, or somebody who did so beforehand. */
  agree(question: string): Promise<Decision>;
}

/** Names of counts that are failures though all went to its end. */
const FAILURES: ReadonlySet<string> = new Set(['refused', 'notDeleted', 'unpatchable', 'left']);

/** Shows a plan, asks, applies it with progress and an audit, shows the outcome, and gives the exit code. */
export async function planAndApply<Done extends Outcome>(
  { target, interruption }: Pick<OpenQueue, 'target' | 'interruption'>,
  { plan, act }: { readonly plan: Plan; readonly act: Act<Done> },
  { principal, agree }: Consent,
  options: Pick<ApplyOptions, 'audit' | 'json' | 'showRecipients'>,
): Promise<number> {
  const { audit, json = false } = options;
  if (!json) process.stdout.write(plan.format(layoutFor(process.stdout)));
  const withoutOutcome = (exitCode: number, hint?: string) => {
    if (json) printJson({ plan: plan.document, outcome: null });
    if (hint !== undefined) tell(hint);
    return exitCode;
  };
  if (interruption.aborted) return withoutOutcome(EXIT.interrupted, 'Interrupted: nothing was done.');
  if (principal === undefined) return withoutOutcome(EXIT.done);
  if (plan.document.count === 0) return withoutOutcome(plan.exitCodeOfNothing);
  const decision = await agree(plan.question);
  if (decision === 'interrupted') return withoutOutcome(EXIT.interrupted, 'Interrupted: nothing was done.');
  if (decision === 'declined') return withoutOutcome(EXIT.failed, 'Nothing was done.');

  const { accountId: account, region } = target;
  const subject = { ...act.operation, principal, account, region };
  const { outcome, auditFault } = await audited(audit, subject, () =>
    withProgress(act, plan.document.count, interruption),
  );
  const document = outcomeDocument(outcome, auditFault === undefined ? audit : null, privacyFor(options));
  if (json) printJson({ plan: plan.document, outcome: document });
  else process.stdout.write(act.formatOutcome(document, layoutFor(process.stdout)));
  if (document.error !== null) tell(document.error);
  if (auditFault !== undefined) {
    const { state, counts, ids } = document;
    const record = plainJson(JSON.stringify({ state, counts, ids }));
    tell(`The end of it could not be written to ${audit} (${auditFault}), so keep this:`);
    // In one line, as it would be in the file.
    process.stderr.write(`${record}\n`);
  }
  return exitCodeOf(outcome, auditFault);
}

async function withProgress<Done extends Outcome>(
  { verb, apply }: Act<Done>,
  total: number,
  interruption: AbortSignal,
): Promise<Done> {
  const progress = new Progress(verb, total);
  const onInterruption = () => {
    progress.stop();
    tell('Stopping once what is in hand is finished. Ctrl-C once more ends at once.');
  };
  interruption.addEventListener('abort', onInterruption);
  try {
    return await apply((done) => progress.update(done));
  } finally {
    interruption.removeEventListener('abort', onInterruption);
    progress.stop();
  }
}

function exitCodeOf({ state, counts }: Outcome, auditFault: string | undefined): number {
  if (state === 'interrupted') return EXIT.interrupted;
  const hasFailures = Object.entries(counts).some(([name, count]) => FAILURES.has(name) && count > 0);
  return state === 'failed' || hasFailures || auditFault !== undefined ? EXIT.failed : EXIT.done;
}
