import { type Applied, audited, type Deed } from '../../../ops/audit/audited.ts';
import type { Decision } from '../../terminal/confirm.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import { type Layout, layoutFor } from '../../terminal/layout.ts';
import { plain } from '../../terminal/plain.ts';
import { printJson } from '../../terminal/print-json.ts';
import { Progress } from '../../terminal/progress.ts';
import type { OutcomeDocument } from './outcome-document.ts';
import type { Session } from './session.ts';

/** Something that is planned, shown, agreed to, done and recorded. */
export interface Undertaking<Outcome extends Applied, Document extends OutcomeDocument> {
  /** What it would do, for `--json`; nothing is asked or done where `count` is 0. */
  readonly plan: { readonly count: number };
  formatPlan(layout: Layout): string;
  /** How the command ends where there is nothing to do. */
  readonly exitCodeOfNothing: number;
  /** Has a person agree, or somebody who did so beforehand. */
  agree(): Promise<Decision>;
  readonly deed: Deed;
  /** What the progress counts, as in `Redriven`. */
  readonly verb: string;
  apply(onProgress: (done: number) => void): Promise<Outcome>;
  documentOf(outcome: Outcome, audit: string): Document;
  formatOutcome(document: Document, layout: Layout): string;
}

export interface ApplyChoices {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  /** The audit file. */
  readonly audit: string;
}

/** What of an outcome is a failure though all went to its end. */
const FAILURES = ['refused', 'notDeleted', 'unpatchable'];

/** Shows a plan, asks, applies it with progress and an audit, shows the outcome, and gives the exit code. */
export async function planThenApply<Outcome extends Applied, Document extends OutcomeDocument>(
  session: Session,
  undertaking: Undertaking<Outcome, Document>,
  { dryRun = false, json = false, audit }: ApplyChoices,
): Promise<number> {
  const { interruption } = session;
  const { plan, deed } = undertaking;
  if (!json) process.stdout.write(undertaking.formatPlan(layoutFor(process.stdout)));
  const withoutOutcome = (exitCode: number, hint?: string) => {
    if (json) printJson({ plan, outcome: null });
    if (hint !== undefined) tell(hint);
    return exitCode;
  };
  if (interruption.aborted) return withoutOutcome(EXIT.interrupted, 'Interrupted: nothing was done.');
  if (dryRun) return withoutOutcome(EXIT.done);
  if (plan.count === 0) return withoutOutcome(undertaking.exitCodeOfNothing);
  const decision = await undertaking.agree();
  if (decision === 'interrupted') return withoutOutcome(EXIT.interrupted, 'Interrupted: nothing was done.');
  if (decision === 'declined') return withoutOutcome(EXIT.failed, 'Nothing was done.');

  const { outcome, auditFault } = await audited(audit, session, deed, () =>
    withProgress(undertaking, interruption),
  );
  const document = undertaking.documentOf(outcome, audit);
  if (json) printJson({ plan, outcome: document });
  else process.stdout.write(undertaking.formatOutcome(document, layoutFor(process.stdout)));
  if (document.error !== null) tell(plain(document.error));
  if (auditFault !== undefined) tell(`The end of it could not be written to ${audit} (${auditFault}).`);
  return exitCodeOf(document, auditFault);
}

async function withProgress<Outcome extends Applied>(
  { plan, verb, apply }: Pick<Undertaking<Outcome, OutcomeDocument>, 'plan' | 'verb' | 'apply'>,
  interruption: AbortSignal,
): Promise<Outcome> {
  const progress = new Progress(verb, plan.count);
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

function exitCodeOf({ state, counts }: OutcomeDocument, auditFault: string | undefined): number {
  if (state === 'interrupted') return EXIT.interrupted;
  const hasFailed = state === 'failed' || FAILURES.some((name) => (counts[name] ?? 0) > 0);
  return hasFailed || auditFault !== undefined ? EXIT.failed : EXIT.done;
}

function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
