import { existsSync } from 'node:fs';
import { sentenceOf } from '../../../ops/aws-error.ts';
import { queueNameOf } from '../../../ops/dead-letters/dead-letter-queue.ts';
import { ExportFile } from '../../../ops/dead-letters/export.ts';
import { listDeadLetters } from '../../../ops/dead-letters/list.ts';
import { type PurgeOutcome, purgeDeadLetters } from '../../../ops/dead-letters/purge.ts';
import { filterFrom } from '../../dead-letters/options.ts';
import { type Privacy, privacyFor } from '../../dead-letters/privacy.ts';
import { ask } from '../../terminal/ask.ts';
import type { Decision } from '../../terminal/confirm.ts';
import { EXIT, UsageError } from '../../terminal/exit-code.ts';
import { placeOf } from '../list/document.ts';
import { planThenApply, type Undertaking } from '../plan-and-apply/plan-and-apply.ts';
import { type Session, withSession } from '../plan-and-apply/session.ts';
import { type PurgeOutcomeDocument, purgePlanDocument } from './document.ts';
import { formatPurgeOutcome, formatPurgePlan } from './format.ts';
import type { PurgeOptions } from './options.ts';

/** Deletes dead letters as the options say, and gives the exit code. */
export function runPurge(options: PurgeOptions): Promise<number> {
  return withSession(options, options.dryRun ?? false, async (session) => {
    const name = queueNameOf(session.queue.url);
    if (options.confirm !== undefined) refuseOtherName(options.confirm, name);
    const exportTo = options.export ?? `mailroom-purged-${name}-${fileTime(new Date())}.jsonl`;
    if (existsSync(exportTo))
      throw new UsageError(`${exportTo} exists already: name another file with --export.`);
    return planThenApply(session, await planPurge(session, options, exportTo), options);
  });
}

async function planPurge(
  { target, queue, interruption }: Session,
  options: PurgeOptions,
  exportTo: string,
): Promise<Undertaking<PurgeOutcome, PurgeOutcomeDocument>> {
  const filter = filterFrom(options);
  const privacy = privacyFor(options);
  const listing = await listDeadLetters(queue, filter, { signal: interruption });
  const place = { ...placeOf(target, queue.kind), from: queue.url, exportTo };
  const plan = purgePlanDocument(place, listing, privacy);
  return {
    plan,
    formatPlan: (layout) => formatPurgePlan(plan, layout),
    exitCodeOfNothing: EXIT.done,
    agree: async () =>
      options.confirm === undefined ? askForName(queueNameOf(queue.url), interruption) : 'agreed',
    deed: { action: 'purge', filter, exportedTo: exportTo },
    verb: 'Deleted',
    apply: (onProgress) =>
      withExportFile(exportTo, (exportFile) =>
        purgeDeadLetters({ queue, filter, upTo: listing.upTo, exportFile }, interruption, onProgress),
      ),
    documentOf: (outcome, audit) => documentOf(outcome, audit, privacy),
    formatOutcome: (document, layout) => formatPurgeOutcome(document, plan, layout),
  };
}

/** No answer is a no; another name is a mistake. */
async function askForName(name: string, interruption: AbortSignal): Promise<Decision> {
  const answer = await ask(`\nType the name of the queue, ${name}, to delete them: `, interruption);
  if (answer.kind === 'interrupted') return 'interrupted';
  const typed = answer.kind === 'line' ? answer.line.trim() : '';
  if (typed === '') return 'declined';
  refuseOtherName(typed, name);
  return 'agreed';
}

function refuseOtherName(given: string, name: string): void {
  if (given === name) return;
  throw new UsageError(`Nothing was deleted, since that is not the name of the queue: it is ${name}.`);
}

async function withExportFile(
  path: string,
  purge: (exportFile: ExportFile) => Promise<PurgeOutcome>,
): Promise<PurgeOutcome> {
  const file = await ExportFile.create(path).catch((cause: Error) => {
    throw new Error(
      `Nothing was deleted, since the export cannot be written (${cause.message}): name another file with --export.`,
      { cause },
    );
  });
  try {
    return await purge(file);
  } finally {
    await file.close();
  }
}

/** `20261125T003015Z` */
function fileTime(time: Date): string {
  return time.toISOString().replace(/\.\d+|[-:]/g, '');
}

function documentOf(
  { state, counts, ids, notGivenBack, error }: PurgeOutcome,
  audit: string,
  privacy: Privacy,
): PurgeOutcomeDocument {
  return {
    ...{ state, counts, notGivenBack, audit },
    ids: ids.map((id) => privacy.text(id)),
    error: error === undefined ? null : sentenceOf(error),
  };
}
