import type { PayloadPatch } from '../../../ops/redrive/patch.ts';
import type { RedrivePlan } from '../../../ops/redrive/plan.ts';
import type { Privacy } from '../../dead-letters/privacy.ts';
import { payloadDifference } from './payload-difference.ts';

/** What a patch changes; part of the plan of `dlq redrive --json`. */
export interface PatchDocument {
  /** The keys that it sets or removes. */
  readonly keys: readonly string[];
  /** The first payload that it changes; `null` where it changes none. */
  readonly example: {
    /** The effective id of the notification. */
    readonly id: string;
    /** A unified difference of the payloads as JSON. Addresses are masked unless asked for. */
    readonly difference: string;
  } | null;
}

/** What is told of a patch. */
export function patchDocument(
  patch: PayloadPatch,
  example: RedrivePlan['example'],
  privacy: Privacy,
): PatchDocument {
  return {
    keys: Object.keys(patch),
    example: example
      ? {
          id: privacy.text(example.id),
          difference: payloadDifference(example.before, example.after, privacy),
        }
      : null,
  };
}
