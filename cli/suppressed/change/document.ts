import type {
  SuppressionChange,
  SuppressionOutcome,
  SuppressionPlan,
} from '../../../ops/suppression/change.ts';
import type { SuppressionReason } from '../../../ops/suppression/reasons.ts';
import type { Target } from '../../../ops/target.ts';
import type { OutcomeDocument } from '../../../words/dead-letters/outcome.ts';
import type { Privacy } from '../../../words/dead-letters/privacy.ts';
import { type AddressDocument, addressDocument } from '../address.ts';

/** What `suppressed remove` and `suppressed add` print with `--json`. `outcome` is `null` where nothing was done. */
export interface ChangeDocument {
  readonly plan: ChangePlanDocument;
  readonly outcome: ChangeOutcomeDocument | null;
}

/** What a change would do. */
export interface ChangePlanDocument {
  readonly account: string;
  /** That whose SES sends. */
  readonly region: string;
  readonly pipeline: string;
  readonly action: SuppressionChange['kind'];
  /** The new reason; `null` where they are removed. */
  readonly reason: SuppressionReason | null;
  /** How many it changes. */
  readonly count: number;
  /** Those that it removes, or gives another reason, as the list has them. */
  readonly present: readonly AddressDocument[];
  /** Those that are new to the list. */
  readonly added: readonly string[];
  /** Those that stay as they are: not on the list, or there for that reason already. */
  readonly unchanged: readonly string[];
}

export type ChangeOutcomeDocument = OutcomeDocument<SuppressionOutcome>;

/** What a plan tells. */
export function changePlanDocument(
  { accountId, region, pipelineName }: Target,
  change: SuppressionChange,
  { changes, unchanged }: SuppressionPlan,
  privacy: Privacy,
): ChangePlanDocument {
  const masked = (address: string) => privacy.recipient(address);
  return {
    account: accountId,
    region,
    pipeline: pipelineName,
    action: change.kind,
    reason: change.kind === 'add' ? change.reason : null,
    count: changes.length,
    present: changes.flatMap(({ present }) => (present ? [addressDocument(present, privacy)] : [])),
    added: changes.filter(({ present }) => !present).map(({ address }) => masked(address)),
    unchanged: unchanged.map(masked),
  };
}
