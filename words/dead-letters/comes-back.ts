import type { GIVEN_UP } from '../../contract/reasons.ts';

/** Reasons whose fault is in the notification itself: sent back as it is, it is a dead letter again at once. */
export const COMES_BACK: readonly string[] = [
  'invalid',
  'message-rejected',
  'address-refused',
  'id-reused',
  'too-large',
] satisfies (keyof typeof GIVEN_UP)[];
