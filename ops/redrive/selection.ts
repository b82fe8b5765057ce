import { type DeadLetter, payloadOf } from '../dead-letters/dead-letter.ts';
import { type DeadLetterFilter, matches } from '../dead-letters/filter.ts';
import { outgoingMessage } from './outgoing.ts';
import { type PayloadPatch, patchPayload } from './patch.ts';

/** Which dead letters are to go back, and how they are changed on the way. */
export interface RedriveRequest {
  readonly filter: DeadLetterFilter;
  readonly patch?: PayloadPatch | undefined;
}

/** What is to become of one dead letter. */
export type Selected =
  | {
      readonly kind: 'redrive';
      readonly message: ReturnType<typeof outgoingMessage>;
      readonly payload: string;
    }
  /** It failed again after a redrive, and nobody asked for those. */
  | { readonly kind: 'redriven-before' }
  /** The patch makes no notification of it. */
  | { readonly kind: 'unpatchable'; readonly fault: string }
  | { readonly kind: 'not-meant' };

/** What was never redriven. */
const NEVER = { min: 0, max: 0 };

/**
 * Decides on one dead letter. What failed again after a redrive stays where it is, unless the filter says how often it
 * may have been redriven, or names ids.
 */
export function select(letter: DeadLetter, { filter, patch }: RedriveRequest): Selected {
  if (!matches(letter, filter)) return { kind: 'not-meant' };
  const isAskedFor = filter.redrives !== undefined || filter.ids !== undefined;
  if (!isAskedFor && !matches(letter, { redrives: NEVER })) return { kind: 'redriven-before' };
  const payload = payloadOf(letter);
  if (!patch) return { kind: 'redrive', message: outgoingMessage(letter), payload };
  const patched = patchPayload(payload, patch);
  if ('fault' in patched) return { kind: 'unpatchable', fault: patched.fault };
  return { kind: 'redrive', message: outgoingMessage(letter, patched.payload), payload: patched.payload };
}
