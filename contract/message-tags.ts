import { createHash } from 'node:crypto';

/** The message tag by which the email of a notification is found in what SES tells of its sending. */
export const NOTIFICATION_TAG = 'notification-id';

/**
 * The message tag that tells whose email it is, by the emailer's function name: pipelines may share a configuration
 * set, and ids are one pipeline's own.
 */
export const EMAILER_TAG = 'emailer';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html */
const TAG_VALUE = /^[A-Za-z0-9_-]{1,256}$/;

/**
 * The value of {@link NOTIFICATION_TAG} for a notification of this effective id. An id that holds more than SES takes,
 * ASCII letters, digits, `_` and `-`, is given by its SHA-256: `printf %s "$ID" | sha256sum`.
 */
export function notificationTagValue(id: string): string {
  return TAG_VALUE.test(id) ? id : createHash('sha256').update(id).digest('hex');
}
