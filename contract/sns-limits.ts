/**
 * Bytes of one SNS message, and of one batch, attributes included: the default of a topic's `MaximumMessageSize`, which a
 * pipeline leaves as it is. SES's first API takes little more than that many times of an email, and SNS bills by 64 KB.
 * @see https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html
 */
export const MAX_MESSAGE_BYTES = 262_144;

/** Entries of one SNS batch. */
export const MAX_BATCH_ENTRIES = 10;

/**
 * Message attributes that a publisher may set. SQS keeps ten of a raw message, SNS drops a message that has more,
 * and the tenth place is kept for what Mailroom itself writes on a dead letter.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
 */
export const MAX_PUBLISHER_ATTRIBUTES = 9;
