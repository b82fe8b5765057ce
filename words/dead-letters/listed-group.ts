import { addresseesOf, type DeadLetter, deadLetteredAt, idOf } from '../../ops/dead-letters/dead-letter.ts';
import type { GroupDocument } from './groups.ts';
import type { Privacy } from './privacy.ts';

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
  /** The first where there are several; `null` where the payload names none. */
  readonly recipient: string | null;
  /** How many there are, copies included. */
  readonly recipients: number;
}

/** What is listed of a dead letter. */
export function listedLetter(letter: DeadLetter, privacy: Privacy): ListedLetter {
  const recipients = Object.values(addresseesOf(letter)).flat();
  const [recipient] = recipients;
  return {
    id: privacy.text(idOf(letter)),
    messageId: letter.messageId,
    deadLettered: deadLetteredAt(letter).toISOString(),
    redrives: letter.provenance.redrives,
    recipient: recipient === undefined ? null : privacy.recipient(recipient),
    recipients: recipients.length,
  };
}
