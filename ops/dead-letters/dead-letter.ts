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
export const FOUND_REASONS = {
  'moved-by-queue':
    'The queue gave it up after too many receives: the emailer died while sending it, or could not run.',
  // SNS writes nothing on the message, as recordings made on AWS show, whatever its page says of ErrorCode.
  undelivered:
    'SNS could not deliver it to the queue, and does not say why: look at the queue, its policy and the subscription.',
} as const;

/** An attribute as SQS gives it, of which it requires a type. */
export type StoredAttribute = MessageAttributeValue & { readonly DataType: string };

export type MessageAttributes = Readonly<Record<string, StoredAttribute>>;

/** Which of a pipeline's two dead-letter queues. */
export type DeadLetterQueueKind = 'deadLetterQueue' | 'undeliveredQueue';

/** A message of a dead-letter queue, as it is stored there. Everything in it is somebody else's text. */
export interface DeadLetter {
  readonly queue: DeadLetterQueueKind;
  readonly messageId: string;
  /** By which this receive of the message is settled. */
  readonly receiptHandle: string;
  /** As it lies in the queue; an envelope where {@link provenance} says so. */
  readonly body: string;
  /** As they lie in the queue, Mailroom's own among them. */
  readonly attributes: MessageAttributes;
  /** When it was sent to this queue, or, where the queue moved it by itself, to the one before. */
  readonly sentAt: Date;
  /** Whether the queue itself gave it up, rather than the emailer or SNS. */
  readonly isMovedByQueue: boolean;
  /** How often it was received, here and in the queue that moved it. */
  readonly receives: number;
  readonly messageGroupId: string | undefined;
  readonly traceHeader: string | undefined;
  /** What Mailroom's own attribute says; `undefined` where the emailer did not put it here. */
  readonly evidence: FoundEvidence | undefined;
  /** What that attribute says of the way before; how often it was sent back among it. */
  readonly provenance: Provenance;
}

/**
 * Reads a message that was received with all its attributes. The evidence of one that the queue itself has moved here, of
 * which SQS tells the source, is that of an end before this one: it was sent back by other means than Mailroom's, and then
 * given up.
 *
 * @throws Error where SQS leaves out what it gives of every message; never for what somebody has put into one.
 */
export function readDeadLetter(message: Message, queue: DeadLetterQueueKind): DeadLetter {
  const { MessageId, ReceiptHandle, Body, Attributes: system } = message;
  if (MessageId === undefined || ReceiptHandle === undefined || Body === undefined || system === undefined)
    throw new Error('SQS gave a message without its id, receipt handle, body or attributes.');
  const attributes = readable(message.MessageAttributes ?? {});
  const own = attributes[MAILROOM_ATTRIBUTE]?.StringValue;
  const isMovedByQueue = system.DeadLetterQueueSourceArn !== undefined;
  const evidence = isMovedByQueue ? undefined : readEvidence(own);
  return {
    queue,
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes,
    sentAt: new Date(Number(system.SentTimestamp)),
    isMovedByQueue,
    receives: Number(system.ApproximateReceiveCount),
    messageGroupId: system.MessageGroupId,
    traceHeader: system.AWSTraceHeader,
    evidence,
    provenance: evidence ?? readProvenance(own),
  };
}

/** The effective id of the notification. */
export function idOf(letter: DeadLetter): string {
  const payload = payloadOf(letter);
  const { id } = looseNotification(payload);
  return effectiveId({
    notificationId: v.is(notificationId, id) ? id : undefined,
    provenId: letter.provenance.id,
    messageId: letter.messageId,
    body: payload,
  });
}

/** Why it is a dead letter, in a word. */
export function reasonOf(letter: DeadLetter): string {
  return letter.evidence?.reason ?? foundReasonOf(letter);
}

/** The name of the error that made it one; empty where nobody knows. */
export function errorOf({ evidence }: DeadLetter): string {
  return evidence?.error ?? '';
}

/** Why it is a dead letter, as a sentence. */
export function explanationOf(letter: DeadLetter): string {
  const { message, said } = letter.evidence ?? {};
  const explanation = message ?? FOUND_REASONS[foundReasonOf(letter)];
  return said === undefined ? explanation : `${explanation} SES said: ${said}`;
}

/** When it became a dead letter; when it was sent where nobody knows. */
export function deadLetteredAt({ evidence, sentAt }: DeadLetter): Date {
  return evidence?.deadLettered === undefined ? sentAt : new Date(evidence.deadLettered);
}

/** What was published, its envelope opened. */
export function payloadOf({ provenance, body }: DeadLetter): string {
  return (provenance.wrapped && unwrap(body)?.body) || body;
}

/** Addresses as the payload has them, which may be none. */
export interface Addressees {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

/** Who it is addressed to. */
export function addresseesOf(letter: DeadLetter): Addressees {
  const { recipient, cc, bcc } = looseNotification(payloadOf(letter));
  return { to: textsOf(recipient), cc: textsOf(cc), bcc: textsOf(bcc) };
}

/** The domains of everybody that it is addressed to, in lower case. */
export function domainsOf(letter: DeadLetter): string[] {
  const domains = Object.values(addresseesOf(letter)).flat().map(domainOf);
  return domains.filter((domain) => domain !== undefined);
}

/** The domain that mail to a recipient goes to, in lower case. */
export function domainOf(recipient: string): string | undefined {
  const address = parseEmailAddress(recipient)?.address;
  return address?.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function foundReasonOf({ queue }: DeadLetter): keyof typeof FOUND_REASONS {
  return queue === 'undeliveredQueue' ? 'undelivered' : 'moved-by-queue';
}

/** Without what the SDK gives no value of, as of an attribute that is called `__proto__`. */
function readable(attributes: Readonly<Record<string, MessageAttributeValue>>): MessageAttributes {
  const isGiven = (entry: [string, MessageAttributeValue]): entry is [string, StoredAttribute] =>
    entry[1]?.DataType !== undefined;
  return Object.fromEntries(Object.entries(attributes).filter(isGiven));
}

/** What of a notification is there, though it may be none. */
function looseNotification(payload: string): Partial<Record<'id' | 'recipient' | 'cc' | 'bcc', unknown>> {
  try {
    return Object(JSON.parse(payload));
  } catch {
    return {};
  }
}

function textsOf(addresses: unknown): string[] {
  return [addresses].flat().filter((each) => typeof each === 'string');
}
