import { type DeadLetter, deadLetteredAt, idOf, recipientOf } from '../../../ops/dead-letters/dead-letter.ts';
import type { Listing } from '../../../ops/dead-letters/list.ts';
import type { NewestOfGroups } from '../../../ops/dead-letters/newest.ts';
import { type GroupDocument, groupDocument } from '../../dead-letters/groups.ts';
import type { Privacy } from '../../dead-letters/privacy.ts';
import type { QueueLocation } from '../../dead-letters/queue.ts';

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
}

/** Dead letters with one reason and one error, and some of them. */
export interface ListedGroup extends GroupDocument {
  /** The newest five, newest first. */
  readonly letters: readonly ListedLetter[];
}

export interface ListedLetter {
  /** The effective id of the notification. */
  readonly id: string;
  /** SQS's id of the message. */
  readonly messageId: string;
  readonly deadLettered: string;
  readonly redrives: number;
  /** `null` where the payload names none. */
  readonly recipient: string | null;
}

/** What a listing tells. */
export function listDocument(
  location: QueueLocation,
  { matching, received, partial, notGivenBack, groups }: Listing,
  newest: NewestOfGroups,
  privacy: Privacy,
): ListDocument {
  const listed = groups.map((group) => ({
    ...groupDocument(group, privacy),
    letters: newest.of(group).map((letter) => letterOf(letter, privacy)),
  }));
  return { ...location, matching, received, partial, notGivenBack, groups: listed };
}

function letterOf(letter: DeadLetter, privacy: Privacy): ListedLetter {
  const recipient = recipientOf(letter);
  return {
    id: privacy.text(idOf(letter)),
    messageId: letter.messageId,
    deadLettered: deadLetteredAt(letter).toISOString(),
    redrives: letter.provenance.redrives,
    recipient: recipient === undefined ? null : privacy.recipient(recipient),
  };
}
