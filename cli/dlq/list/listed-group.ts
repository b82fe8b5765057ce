import { type DeadLetter, deadLetteredAt, idOf, recipientOf } from '../../../ops/dead-letters/dead-letter.ts';
import type { GroupDocument } from '../../dead-letters/groups.ts';
import type { Privacy } from '../../dead-letters/privacy.ts';

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

/** What is listed of a dead letter. */
export function listedLetter(letter: DeadLetter, privacy: Privacy): ListedLetter {
  const recipient = recipientOf(letter);
  return {
    id: privacy.text(idOf(letter)),
    messageId: letter.messageId,
    deadLettered: deadLetteredAt(letter).toISOString(),
    redrives: letter.provenance.redrives,
    recipient: recipient === undefined ? null : privacy.recipient(recipient),
  };
}
