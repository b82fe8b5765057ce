import { type Outcome, stateOf } from '../dead-letters/outcome.ts';
import type { SuppressionReason } from './reasons.ts';
import type { SuppressedAddress, SuppressionList } from './suppression-list.ts';

/** What is to be done with addresses: to have SES send to them again, or not any more. */
export type SuppressionChange =
  | { readonly kind: 'remove' }
  | { readonly kind: 'add'; readonly reason: SuppressionReason };

/** What a change finds. */
export interface SuppressionPlan {
  /** Those that it changes, and what is there of each; `undefined` of one that is not there. */
  readonly changes: readonly { readonly address: string; readonly present: SuppressedAddress | undefined }[];
  /** Those that already are as they are to be. */
  readonly unchanged: readonly string[];
}

/** Looks for each address, until `signal` aborts; one that is given twice is one. */
export async function planSuppression(
  list: SuppressionList,
  addresses: readonly string[],
  change: SuppressionChange,
  signal: AbortSignal,
): Promise<SuppressionPlan> {
  const changes: SuppressionPlan['changes'][number][] = [];
  const unchanged: string[] = [];
  for (const address of new Set(addresses)) {
    if (signal.aborted) break;
    const present = await list.find(address);
    const isAsWanted = change.kind === 'remove' ? !present : present?.reason === change.reason;
    if (isAsWanted) unchanged.push(address);
    else changes.push({ address, present });
  }
  return { changes, unchanged };
}

/** What became of a change. */
export interface SuppressionOutcome extends Outcome {
  readonly counts: { readonly changed: number; readonly left: number };
}

/** Changes one address after the other; the first that SES refuses ends it. */
export async function applySuppression(
  list: SuppressionList,
  { changes }: SuppressionPlan,
  change: SuppressionChange,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<SuppressionOutcome> {
  let changed = 0;
  let error: Error | undefined;
  try {
    for (const { address } of changes) {
      if (signal.aborted) break;
      if (change.kind === 'remove') await list.remove(address);
      else await list.put(address, change.reason);
      changed += 1;
      onProgress(changed);
    }
  } catch (cause) {
    error = cause as Error;
  }
  const counts = { changed, left: changes.length - changed };
  return { state: stateOf(error, signal), counts, ids: [], notGivenBack: 0, error };
}
