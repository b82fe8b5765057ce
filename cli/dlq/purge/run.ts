import { existsSync } from 'node:fs';
import { principalFor } from '../../../ops/audit/principal.ts';
import { queueNameOf } from '../../../ops/dead-letters/dead-letter-queue.ts';
import { ExportFile } from '../../../ops/dead-letters/export.ts';
import { listDeadLetters } from '../../../ops/dead-letters/list.ts';
import { type PurgeOutcome, purgeDeadLetters } from '../../../ops/dead-letters/purge.ts';
import { formatPurgeOutcome, formatPurgePlan } from '../../../words/dead-letters/format-purge.ts';
import { privacyFor } from '../../../words/dead-letters/privacy.ts';
import { purgePlanDocument } from '../../../words/dead-letters/purge-document.ts';
import { locationOf } from '../../../words/dead-letters/queue.ts';
import { type ApplyOptions, filterFrom } from '../../dead-letters/options.ts';
import { refuseSlips } from '../../dead-letters/refuse-slips.ts';
import { type OpenQueue, withQueue } from '../../dead-letters/with-queue.ts';
import { type Act, type Plan, planAndApply } from '../../plan-and-apply/plan-and-apply.ts';
import { ask, type Decision } from '../../terminal/ask.ts';
import { EXIT, UsageError } from '../../terminal/exit-code.ts';

/** What `amplify-mailroom dlq purge` was told. */
export interface PurgeOptions extends ApplyOptions {
  readonly export?: string;
  readonly confirm?: string;
}

/** Deletes dead letters as the options say, and gives the exit code. */
export function runPurge(options: PurgeOptions): Promise<number> {
  return withQueue(options, async (open) => {
    const { target, clients, queue, interruption } = open;
    const principal = options.dryRun ? undefined : await principalFor(clients.sts, target);
    const name = queueNameOf(queue.url);
    if (options.confirm !== undefined) refuseOtherName(options.confirm, name);
    const exportTo = options.export ?? `mailroom-purged-${name}-${fileTime(new Date())}.jsonl`;
    if (existsSync(exportTo))
      throw new UsageError(`${exportTo} exists already: name another file with --export.`);
    const agree = async (question: string) =>
      options.confirm === undefined ? askForName(question, name, interruption) : 'agreed';
    return planAndApply(open, await purge(open, options, exportTo), { principal, agree }, options);
  });
}

/** Looks through the queue for what a purge would delete. */
async function purge(
  { target, queue, interruption }: OpenQueue,
  options: PurgeOptions,
  exportTo: string,
): Promise<{ plan: Plan; act: Act<PurgeOutcome> }> {
  const filter = filterFrom(options);
  const listing = await listDeadLetters(queue, filter, { signal: interruption });
  refuseSlips(filter, listing);
  const where = { ...locationOf(target, queue.kind), from: queue.url, exportTo };
  const document = purgePlanDocument(where, listing, privacyFor(options));
  const plan: Plan = {
    document,
    format: (layout) => formatPurgePlan(document, layout),
    question: `Type the name of the queue, ${queueNameOf(queue.url)}, to delete them:`,
    exitCodeOfNothing: EXIT.done,
  };
  const act: Act<PurgeOutcome> = {
    operation: { action: 'purge', queue: queue.url, filter, exportedTo: exportTo },
    verb: 'Deleted',
    apply: (onProgress) =>
      withExportFile(exportTo, (exportFile) =>
        purgeDeadLetters({ queue, filter, seen: listing.seen, exportFile }, interruption, onProgress),
      ),
    formatOutcome: (outcome, layout) => formatPurgeOutcome(outcome, document, layout),
  };
  return { plan, act };
}

/** No answer is a no; another name is a mistake. */
async function askForName(question: string, name: string, interruption: AbortSignal): Promise<Decision> {
  const answer = await ask(`\n${question} `, interruption);
  if (answer.kind === 'interrupted') return 'interrupted';
  if (answer.kind === 'end' || answer.line.trim() === '') return 'declined';
  refuseOtherName(answer.line.trim(), name);
  return 'agreed';
}

function refuseOtherName(given: string, name: string): void {
  if (given === name) return;
  throw new UsageError(`Nothing was deleted, since that is not the name of the queue: it is ${name}.`);
}

async function withExportFile(
  path: string,
  work: (exportFile: ExportFile) => Promise<PurgeOutcome>,
): Promise<PurgeOutcome> {
  const file = await ExportFile.create(path).catch((cause: Error) => {
    throw new Error(
      `Nothing was deleted, since the export cannot be written (${cause.message}): name another file with --export.`,
      { cause },
    );
  });
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** `20261125T003015Z` */
function fileTime(time: Date): string {
  return time.toISOString().replace(/\.\d+|[-:]/g, '');
}
