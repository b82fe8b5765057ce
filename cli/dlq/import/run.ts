import { principalFor } from '../../../ops/audit/principal.ts';
import { applyImport, type ImportOutcome } from '../../../ops/import/apply.ts';
import { ExportLineError } from '../../../ops/import/exported-letter.ts';
import { type ImportPlan, planImport } from '../../../ops/import/plan.ts';
import { privacyFor } from '../../../words/dead-letters/privacy.ts';
import { countOf, locationOf } from '../../../words/dead-letters/queue.ts';
import type { ApplyOptions } from '../../dead-letters/options.ts';
import { type OpenQueue, withQueue } from '../../dead-letters/with-queue.ts';
import { type Act, type Plan, planAndApply } from '../../plan-and-apply/plan-and-apply.ts';
import { confirm } from '../../terminal/ask.ts';
import { EXIT, UsageError } from '../../terminal/exit-code.ts';
import { targetWords } from '../../terminal/target-options.ts';
import { importPlanDocument } from './document.ts';
import { formatImportOutcome, formatImportPlan } from './format.ts';

/** What `amplify-mailroom dlq import` was told. */
export interface ImportOptions extends ApplyOptions {
  readonly yes?: boolean;
}

/** Puts the dead letters of a file back into the queue, and gives the exit code. */
export function runImport(path: string, options: ImportOptions): Promise<number> {
  return withQueue(options, async (open) => {
    const { target, clients, interruption } = open;
    const principal = options.dryRun ? undefined : await principalFor(clients.sts, target);
    const agree = async (question: string) => (options.yes ? 'agreed' : confirm(question, interruption));
    return planAndApply(open, await importing(open, path, options), { principal, agree }, options);
  });
}

/** Compares the file with the queue. */
async function importing(
  { target, queue, interruption }: OpenQueue,
  path: string,
  options: ImportOptions,
): Promise<{ plan: Plan; act: Act<ImportOutcome> }> {
  const planned = await planOf(path, () => planImport(queue, path, interruption));
  const where = { ...locationOf(target, queue.kind), importFrom: path, to: queue.url };
  const document = importPlanDocument(where, planned, privacyFor(options));
  const plan: Plan = {
    document,
    format: (layout) => formatImportPlan(document, layout),
    question: `Import ${countOf(document.count, queue.kind)}?`,
    exitCodeOfNothing: EXIT.done,
  };
  const act: Act<ImportOutcome> = {
    operation: { action: 'import', queue: queue.url, destination: queue.url, filter: {}, importedFrom: path },
    verb: 'Imported',
    apply: (onProgress) => applyImport({ queue, path, plan: planned }, interruption, onProgress),
    formatOutcome: (outcome, layout) => formatImportOutcome(outcome, document, layout, targetWords(options)),
  };
  return { plan, act };
}

/** A file that cannot be read, or is none of an export, is wrong use: nothing was done. */
async function planOf(path: string, plan: () => Promise<ImportPlan>): Promise<ImportPlan> {
  try {
    return await plan();
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (cause instanceof ExportLineError) throw new UsageError(cause.message, { cause });
    if (syscall === 'open' || syscall === 'read')
      throw new UsageError(`${path} cannot be read (${code}): name a file of "dlq export" or "dlq purge".`, {
        cause,
      });
    throw cause;
  }
}
