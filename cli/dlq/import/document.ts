import type { ImportOutcome } from '../../../ops/import/apply.ts';
import type { ImportPlan } from '../../../ops/import/plan.ts';
import { type GroupDocument, groupDocument } from '../../../words/dead-letters/groups.ts';
import type { OutcomeDocument } from '../../../words/dead-letters/outcome.ts';
import type { Privacy } from '../../../words/dead-letters/privacy.ts';
import type { QueueLocation } from '../../../words/dead-letters/queue.ts';

/** What `amplify-mailroom dlq import --json` prints. `outcome` is `null` where nothing was done. */
export interface ImportDocument {
  readonly plan: ImportPlanDocument;
  readonly outcome: ImportOutcomeDocument | null;
}

/** What an import would do. */
export interface ImportPlanDocument extends QueueLocation {
  /** The file. */
  readonly importFrom: string;
  /** The URL of the queue. */
  readonly to: string;
  /** How many lines of the file change the queue. */
  readonly count: number;
  /** Of these, those that take the place of what is there, since they were edited. */
  readonly replacing: number;
  /** Those that come into the queue, by reason and error, the largest first. */
  readonly groups: readonly GroupDocument[];
  /** Lines that change nothing. */
  readonly staying: {
    /** Their dead letters are there already. */
    readonly there: number;
  };
  /** Why not all of the queue was seen, as sentences; empty where it was, as far as SQS tells. */
  readonly partial: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
}

export type ImportOutcomeDocument = OutcomeDocument<ImportOutcome>;

/** What a plan tells. */
export function importPlanDocument(
  where: QueueLocation & Pick<ImportPlanDocument, 'importFrom' | 'to'>,
  { counts, groups, partial, notGivenBack }: ImportPlan,
  privacy: Privacy,
): ImportPlanDocument {
  const replacing = counts.replace + counts['delete-old'];
  return {
    ...where,
    count: counts.import + replacing,
    replacing,
    groups: groups.map((group) => groupDocument(group, privacy)),
    staying: { there: counts.there },
    partial,
    notGivenBack,
  };
}
