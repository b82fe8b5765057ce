import type { EnvelopeAttribute } from '../../contract/envelope.ts';
import {
  type DeadLetter,
  type DeadLetterQueueKind,
  deadLetteredAt,
  errorOf,
  idOf,
  reasonOf,
} from './dead-letter.ts';
import { plainAttributes } from './plain-attributes.ts';

/** One line of an export: a dead letter whole, addresses and content included. */
export interface ExportLine {
  readonly messageId: string;
  /** From which queue it was exported. */
  readonly queue: DeadLetterQueueKind;
  readonly id: string;
  readonly reason: string;
  readonly error: string;
  readonly redrives: number;
  /** In ISO 8601, as all times. */
  readonly deadLettered: string;
  readonly sent: string;
  readonly receives: number;
  readonly messageGroupId?: string;
  readonly traceHeader?: string;
  /** The message's body to the byte; an envelope where the attribute `mailroom` says so. */
  readonly body: string;
  /** Binary values in base64. */
  readonly attributes: Readonly<Record<string, EnvelopeAttribute>>;
}

/** Everything that is needed to put it back, or to answer what it was. */
export function exportLineOf(letter: DeadLetter): ExportLine {
  const { messageId, messageGroupId, traceHeader, body } = letter;
  return {
    messageId,
    queue: letter.queue,
    id: idOf(letter),
    reason: reasonOf(letter),
    error: errorOf(letter),
    redrives: letter.provenance.redrives,
    deadLettered: deadLetteredAt(letter).toISOString(),
    sent: letter.sentAt.toISOString(),
    receives: letter.receives,
    ...(messageGroupId !== undefined && { messageGroupId }),
    ...(traceHeader !== undefined && { traceHeader }),
    body,
    attributes: plainAttributes(letter.attributes),
  };
}
