import type { Listing } from '../../ops/dead-letters/list.ts';
import type { NewestOfGroups } from '../../ops/dead-letters/newest.ts';
import type { NextStep } from '../next-steps.ts';
import { groupDocument } from './groups.ts';
import { type ListedGroup, listedLetter } from './listed-group.ts';
import { type ListedBy, nextSteps } from './next-steps.ts';
import type { Privacy } from './privacy.ts';
import type { QueueLocation } from './queue.ts';

/** What `amplify-mailroom dlq list --json` prints. Times are in ISO 8601; addresses are masked unless asked for. */
export interface ListDocument extends QueueLocation {
  /** Dead letters that the filters mean. */
  readonly matching: number;
  /** Dead letters that were looked at. */
  readonly received: number;
  /** Why this is not all that is in the queue, as sentences; empty where it is, as far as SQS tells. */
  readonly partial: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
  /** The largest first. */
  readonly groups: readonly ListedGroup[];
  /** What helps, and what to type; empty where nothing was found. */
  readonly next: readonly NextStep[];
}

/** What a listing tells. */
export function listDocument(
  location: QueueLocation,
  { matching, received, partial, notGivenBack, groups }: Listing,
  newest: NewestOfGroups,
  { privacy, listedBy }: { privacy: Privacy; listedBy: ListedBy },
): ListDocument {
  const listed = groups.map((group) => ({
    ...groupDocument(group, privacy),
    letters: newest.of(group).map((letter) => listedLetter(letter, privacy)),
  }));
  const next = nextSteps({ groups: listed, queue: location.queue }, listedBy);
  return { ...location, matching, received, partial, notGivenBack, groups: listed, next };
}
