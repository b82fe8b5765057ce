import type { DeadLetterGroup } from '../../../ops/dead-letters/groups.ts';
import type { RedriveOutcome } from '../../../ops/redrive/apply.ts';
import type { RedrivePlan } from '../../../ops/redrive/plan.ts';
import { type GroupDocument, groupDocument } from '../../dead-letters/group-document.ts';
import type { Privacy } from '../../dead-letters/privacy.ts';
import type { Place } from '../list/document.ts';
import type { OutcomeDocument } from '../plan-and-apply/outcome-document.ts';
import type { MoveOutcomeDocument, MovePlanDocument } from './move-document.ts';
import type { PatchDocument } from './patch-document.ts';
import type { Route } from './route.ts';

/** What `amplify-mailroom dlq redrive --json` prints. `outcome` is `null` where nothing was done. */
export type RedriveDocument =
  | { readonly plan: RedrivePlanDocument; readonly outcome: RedriveOutcomeDocument | null }
  | { readonly plan: MovePlanDocument; readonly outcome: MoveOutcomeDocument | null };

/** What a redrive, message by message, would do. */
export interface RedrivePlanDocument extends Place, Route {
  readonly method: 'message-by-message';
  /** Why message by message, where a move task was asked for. */
  readonly note: string | null;
  /** How many would go back. */
  readonly count: number;
  /** Those, by reason and error, the largest first. */
  readonly groups: readonly GroupDocument[];
  /** How many would stay, and why. */
  readonly staying: {
    /** Failed again after a redrive. */
    readonly redrivenBefore: number;
    /** The patch makes no notification of them, by what is wrong with it. */
    readonly unpatchable: Readonly<Record<string, number>>;
    /** The filters leave them out. */
    readonly notMeant: number;
  };
  /** `null` without a patch. */
  readonly patch: PatchDocument | null;
  /** Why this is not all that is in the queue, as sentences; empty where it is, as far as SQS tells. */
  readonly partial: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
}

/** What came of a redrive, message by message. */
export interface RedriveOutcomeDocument extends OutcomeDocument {
  readonly counts: RedriveOutcome['counts'] & Readonly<Record<string, number>>;
  /** SQS's codes for what it refused, with how many. */
  readonly refusals: Readonly<Record<string, number>>;
}

/** What a plan tells. */
export function redrivePlanDocument(
  place: Place & Route,
  plan: Omit<RedrivePlan, 'example' | 'upTo'>,
  { note, patch, privacy }: { note: string | null; patch: PatchDocument | null; privacy: Privacy },
): RedrivePlanDocument {
  const { redrivenBefore, unpatchable, notMeant } = plan.staying;
  const faults = Object.entries(unpatchable).map(([fault, count]) => [privacy.text(fault), count]);
  return {
    ...place,
    method: 'message-by-message',
    note,
    count: plan.count,
    groups: plan.groups.map((group: DeadLetterGroup) => groupDocument(group, privacy)),
    staying: { redrivenBefore, unpatchable: Object.fromEntries(faults), notMeant },
    patch,
    partial: plan.partial,
    notGivenBack: plan.notGivenBack,
  };
}
