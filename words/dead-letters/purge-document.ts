import type { Listing } from '../../ops/dead-letters/list.ts';
import type { PurgeOutcome } from '../../ops/dead-letters/purge.ts';
import { type GroupDocument, groupDocument } from './groups.ts';
import type { OutcomeDocument } from './outcome.ts';
import type { Privacy } from './privacy.ts';
import type { QueueLocation } from './queue.ts';

/** What `amplify-mailroom dlq purge --json` prints. `outcome` is `null` where nothing was done. */
export interface PurgeDocument {
  readonly plan: PurgePlanDocument;
  readonly outcome: PurgeOutcomeDocument | null;
}

/** What a purge would do. */
export interface PurgePlanDocument extends QueueLocation {
  /** The URL of the queue. */
  readonly from: string;
  /** The file into which each goes before it is deleted. */
  readonly exportTo: string;
  /** How many would be deleted. */
  readonly count: number;
  /** Those, by reason and error, the largest first. */
  readonly groups: readonly GroupDocument[];
  readonly staying: {
    /** The filters leave them out. */
    readonly notMeant: number;
  };
  /** Why this is not all that is in the queue, as sentences; empty where it is, as far as SQS tells. */
  readonly partial: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
}

export type PurgeOutcomeDocument = OutcomeDocument<PurgeOutcome>;

/** What a plan tells. */
export function purgePlanDocument(
  where: QueueLocation & Pick<PurgePlanDocument, 'from' | 'exportTo'>,
  { matching, received, groups, partial, notGivenBack }: Listing,
  privacy: Privacy,
): PurgePlanDocument {
  return {
    ...where,
    count: matching,
    groups: groups.map((group) => groupDocument(group, privacy)),
    staying: { notMeant: received - matching },
    partial,
    notGivenBack,
  };
}
