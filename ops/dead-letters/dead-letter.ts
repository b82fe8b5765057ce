import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { effectiveId } from '../../contract/effective-id.ts';
import { parseEmailAddress } from '../../contract/email-address.ts';
import { unwrap } from '../../contract/envelope.ts';
import {
  type FoundEvidence,
  MAILROOM_ATTRIBUTE,
  type Provenance,
  readEvidence,
  readProvenance,
} from '../../contract/evidence.ts';
import { notificationId } from '../../contract/notification.ts';

/** Why something is in a dead-letter queue that the emailer did not put there. */
const FOUND_REASONS = {
  'moved-by-queue':
    'The queue gave it up after too many receives: the emailer died while sending it, or could not run.',
  undelivered: 'SNS could not deliver it to the queue.',
} as const;

/** How SNS names the error in what it could not deliver. */
const SNS_ERROR_ATTRIBUTE = 'ErrorCode';

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** A message of a dead-letter queue, and what it says of itself. Everything in it is somebody else's text. */
export interface DeadLetter {
  readonly messageId: string;
  /** By which this receive of the message is settled. */
  readonly receiptHandle: string;
  /** As it lies in the queue; an envelope where {@link provenance} says so. */
  readonly body: string;
  /** As they lie in the queue, Mailroom's own among them. */
  readonly attributes: MessageAttributes;
  /** When it was sent to this queue, or, where the queue moved it by itself, to the one before. */
  readonly sentAt: Date;
  /** How often it was received, here and in the queue that moved it. */
  readonly receives: number;
  readonly messageGroupId: string | undefined;
  readonly traceHeader: string | undefined;
  /** `undefined` where the emailer did not put it here. */
  readonly evidence: FoundEvidence | undefined;
  readonly provenance: Provenance;
  /** The effective id of the notification. */
  readonly id: string;
  readonly reason: string;
  readonly error: string;
  /** The reason as a sentence. */
  readonly explanation: string;
  /** How often it was sent back before. */
  readonly redrives: number;
  /** When it became a dead letter; {@link sentAt} where nobody knows. */
  readonly deadLetteredAt: Date;
  /** The payload, its envelope opened. */
  readonly payload: string;
  readonly recipient: string | undefined;
}

/** Which of a pipeline's two dead-letter queues. */
export type DeadLetterQueueKind = 'deadLetterQueue' | 'undeliveredQueue';

/**
 * Reads a message that was received with all its attributes. Never throws, whatever is in it. The evidence of one that
 * the queue itself has moved here, of which SQS tells the source, is that of an end before this one: it was sent back by
 * other means than Mailroom's, and then given up.
 */
export function readDeadLetter(message: Message, kind: DeadLetterQueueKind): DeadLetter {
  const { MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} } = message;
  const attributes = readable(message.MessageAttributes ?? {});
  const own = attributes[MAILROOM_ATTRIBUTE]?.StringValue;
  const sentAt = new Date(Number(Attributes.SentTimestamp ?? 0));
  const evidence = Attributes.DeadLetterQueueSourceArn === undefined ? readEvidence(own) : undefined;
  const provenance = evidence ?? readProvenance(own);
  const payload = (provenance.wrapped && unwrap(Body)?.body) || Body;
  const { recipient, id } = looseNotification(payload);
  const found = kind === 'undeliveredQueue' ? 'undelivered' : 'moved-by-queue';
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes,
    sentAt,
    receives: Number(Attributes.ApproximateReceiveCount ?? 0),
    messageGroupId: Attributes.MessageGroupId,
    traceHeader: Attributes.AWSTraceHeader,
    evidence,
    provenance,
    id: effectiveId({ notificationId: id, provenId: provenance.id, messageId: MessageId, body: payload }),
    reason: evidence?.reason ?? found,
    error: evidence?.error ?? attributes[SNS_ERROR_ATTRIBUTE]?.StringValue ?? '',
    explanation: evidence?.message ?? FOUND_REASONS[found],
    redrives: provenance.redrives,
    deadLetteredAt: evidence?.deadLettered === undefined ? sentAt : new Date(evidence.deadLettered),
    payload,
    recipient,
  };
}

/** Without what the SDK gives no value of, as of an attribute that is called `__proto__`. */
function readable(attributes: MessageAttributes): MessageAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

/** The domain that mail to it goes to, in lower case. */
export function domainOf(recipient: string | undefined): string | undefined {
  const address = recipient === undefined ? undefined : parseEmailAddress(recipient)?.address;
  return address?.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** What of a notification is there, though it may be none. */
function looseNotification(payload: string): { recipient: string | undefined; id: string | undefined } {
  try {
    const { recipient, id } = Object(JSON.parse(payload)) as Record<string, unknown>;
    return {
      recipient: typeof recipient === 'string' ? recipient : undefined,
      id: v.is(notificationId, id) ? id : undefined,
    };
  } catch {
    return { recipient: undefined, id: undefined };
  }
}
