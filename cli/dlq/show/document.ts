import { type EnvelopeAttribute, unwrap } from '../../../contract/envelope.ts';
import { type HistoryEvent, historyOf } from '../../../ops/audit/history.ts';
import type { AuditedAction } from '../../../ops/audit/read-audit.ts';
import { addresseesOf, type DeadLetter, idOf, payloadOf } from '../../../ops/dead-letters/dead-letter.ts';
import { plainAttributes } from '../../../ops/dead-letters/plain-attributes.ts';
import { type LetterFacts, letterFacts } from '../../../words/dead-letters/letter-facts.ts';
import type { Privacy } from '../../../words/dead-letters/privacy.ts';
import type { QueueLocation } from '../../../words/dead-letters/queue.ts';

/** What `amplify-mailroom dlq show --json` prints. Times are in ISO 8601; addresses are masked unless asked for. */
export interface ShowDocument extends QueueLocation {
  /** Why there may be more, as sentences; empty where the whole queue was looked through. */
  readonly partial: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
  /** Those of the ids that nothing has. */
  readonly missing: readonly string[];
  /** Those with one of the ids, in the order of these. */
  readonly letters: readonly ShownLetter[];
}

/** A dead letter whole. */
export interface ShownLetter extends LetterFacts {
  /** The effective id of the notification. */
  readonly id: string;
  /** Several with commas between them, as also of `cc` and `bcc`; `null` where the payload names none. */
  readonly recipient: string | null;
  readonly cc: string | null;
  readonly bcc: string | null;
  /** How often it was received since, this time included; also before, where the queue itself moved it. */
  readonly receives: number;
  readonly messageGroupId: string | null;
  readonly traceHeader: string | null;
  /** What is known of its way, oldest first. */
  readonly history: readonly HistoryEvent[];
  /** By name: those of its publisher, and Mailroom's own. Binary values are in base64. */
  readonly attributes: Readonly<Record<string, ShownAttribute>>;
  /** The notification as it was published. Where addresses are masked, JSON in it may have been written anew. */
  readonly payload: string;
}

export type ShownAttribute = EnvelopeAttribute;

/** A dead letter, and what operators did with it by the audit file. */
export function shownLetter(
  letter: DeadLetter,
  actions: readonly AuditedAction[],
  privacy: Privacy,
): ShownLetter {
  const { messageGroupId, traceHeader } = letter;
  const { to, cc, bcc } = addresseesOf(letter);
  const list = (addresses: readonly string[]) =>
    addresses.length === 0 ? null : addresses.map((each) => privacy.recipient(each)).join(', ');
  const optional = (text: string | undefined) => (text === undefined ? null : privacy.text(text));
  return {
    id: privacy.text(idOf(letter)),
    ...letterFacts(letter, privacy),
    recipient: list(to),
    cc: list(cc),
    bcc: list(bcc),
    receives: letter.receives,
    messageGroupId: optional(messageGroupId),
    traceHeader: optional(traceHeader),
    history: historyOf(letter, actions),
    attributes: shownAttributes(letter, privacy),
    payload: privacy.payload(payloadOf(letter)),
  };
}

/** In an envelope are those of the publisher. */
function shownAttributes(letter: DeadLetter, privacy: Privacy): Record<string, ShownAttribute> {
  const wrapped = letter.provenance.wrapped ? unwrap(letter.body)?.attributes : undefined;
  const all = [...Object.entries(wrapped ?? {}), ...Object.entries(plainAttributes(letter.attributes))];
  // Not assigned one by one: an attribute may be called __proto__.
  return Object.fromEntries(
    all.map(([name, { dataType, stringValue, binaryValue }]) => [
      privacy.text(name),
      {
        dataType,
        ...(stringValue !== undefined && { stringValue: privacy.text(stringValue) }),
        ...(binaryValue !== undefined && { binaryValue }),
      },
    ]),
  );
}
