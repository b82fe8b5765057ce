import type { SQSRecord } from 'aws-lambda';
import { effectiveId as idOf } from '../contract/effective-id.ts';
import { type Envelope, unwrap } from '../contract/envelope.ts';
import { MAILROOM_ATTRIBUTE, type Provenance, readProvenance } from '../contract/evidence.ts';

/** A message as it came from the queue, its envelope opened. */
export interface Received extends Envelope {
  /** SQS's id of the message, by which a failed one is reported. */
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly provenance: Provenance;
  /** How often it was received, this time included. */
  readonly attempts: number;
  /** When it entered the queue, in milliseconds since the epoch. A redrive enters anew. */
  readonly enteredAt: number;
  /** The group of a FIFO queue, or of a fair one; `undefined` where its publisher gave none. */
  readonly messageGroupId: string | undefined;
}

/** Reads a record of the event. */
export function readRecord({
  messageId,
  receiptHandle,
  body,
  attributes,
  messageAttributes,
}: SQSRecord): Received {
  const { [MAILROOM_ATTRIBUTE]: own, ...others } = messageAttributes;
  const provenance = readProvenance(own?.stringValue);
  const original = (provenance.wrapped && unwrap(body)) || { body, attributes: others };
  return {
    ...original,
    messageId,
    receiptHandle,
    provenance,
    attempts: Number(attributes.ApproximateReceiveCount),
    enteredAt: Number(attributes.SentTimestamp),
    messageGroupId: attributes.MessageGroupId,
  };
}

/** The id under which it is sent once, see `contract/effective-id.ts`. */
export function effectiveId(
  { provenance, messageId, body }: Received,
  notificationId: string | undefined,
): string {
  return idOf({ notificationId, provenId: provenance.id, messageId, body });
}
