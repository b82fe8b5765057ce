import type { DeadLetterGroup } from '../../ops/dead-letters/groups.ts';
import type { Privacy } from './privacy.ts';

/** Dead letters with one reason and one error; part of the plans of `--json`. Times are in ISO 8601. */
export interface GroupDocument {
  readonly reason: string;
  /** Empty where nobody knows. */
  readonly error: string;
  /** The reason as a sentence. */
  readonly explanation: string;
  readonly count: number;
  /** Of these, those that were redriven before. */
  readonly redriven: number;
  /** When the first of them became a dead letter. */
  readonly oldest: string;
  readonly newest: string;
}

/** What a group tells. */
export function groupDocument(group: DeadLetterGroup, privacy: Privacy): GroupDocument {
  return {
    reason: privacy.text(group.reason),
    error: privacy.text(group.error),
    explanation: privacy.text(group.explanation),
    count: group.count,
    redriven: group.redriven,
    oldest: group.oldest.toISOString(),
    newest: group.newest.toISOString(),
  };
}
