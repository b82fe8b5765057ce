import type { MessageAttributeValue, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { type EnvelopeAttribute, wrap } from '../contract/envelope.ts';
import { type Evidence, MAILROOM_ATTRIBUTE, serializeEvidence } from '../contract/evidence.ts';
import { REASONS, type Reason } from '../contract/reasons.ts';
import { MAX_PUBLISHER_ATTRIBUTES } from '../contract/sns-limits.ts';
import type { Received } from './received.ts';

/** Why, and when, a notification is given up. */
export interface GivenUp {
  readonly reason: Reason;
  /** The last error's name. */
  readonly error: string;
  /** More than the reason's sentence, where there is more to say without personal data. */
  readonly message?: string | undefined;
  /** What SES said, without personal data. */
  readonly said?: string | undefined;
  /** The effective id. */
  readonly id: string;
  /** When the last attempt began, in milliseconds since the epoch; `undefined` where there was none. */
  readonly attemptedAt: number | undefined;
  /** Now, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The dead letter that a notification becomes: the same body, attributes and group, with its evidence beside them. With ten
 * attributes of its publisher it is put into an envelope, see `contract/envelope.ts`.
 */
export function deadLetter(received: Received, givenUp: GivenUp, queueUrl: string): SendMessageCommandInput {
  const { body, attributes, messageGroupId } = received;
  const wrapped = Object.keys(attributes).length > MAX_PUBLISHER_ATTRIBUTES;
  const evidence = {
    DataType: 'String',
    StringValue: serializeEvidence(evidenceOf(received, givenUp, wrapped)),
  };
  const kept = wrapped ? [] : Object.entries(attributes).map(([name, value]) => [name, toSqs(value)]);
  return {
    QueueUrl: queueUrl,
    MessageBody: wrapped ? wrap({ body, attributes }) : body,
    MessageAttributes: { ...Object.fromEntries(kept), [MAILROOM_ATTRIBUTE]: evidence },
    // Standard queues take one too, and tenants are found by it.
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
    ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
  };
}

function evidenceOf(received: Received, givenUp: GivenUp, wrapped: boolean): Evidence {
  const { provenance, attempts, enteredAt } = received;
  const { reason, error, message, said, id, attemptedAt, at } = givenUp;
  return {
    reason,
    error,
    message: message ?? REASONS[reason],
    said,
    attempts,
    published: provenance.published,
    entered: isoTime(enteredAt),
    attempted: attemptedAt === undefined ? undefined : isoTime(attemptedAt),
    deadLettered: isoTime(at),
    id,
    redrives: provenance.redrives,
    wrapped,
  };
}

/** An event holds binary values in base64. */
function toSqs({ dataType, stringValue, binaryValue }: EnvelopeAttribute): MessageAttributeValue {
  return {
    DataType: dataType,
    ...(stringValue !== undefined && { StringValue: stringValue }),
    ...(binaryValue !== undefined && { BinaryValue: Buffer.from(binaryValue, 'base64') }),
  };
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
