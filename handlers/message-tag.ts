import { createHash } from 'node:crypto';
import type { MessageTag } from '@aws-sdk/client-ses';

/** The message tag by which the email of a notification is found in what SES tells of its sending. */
const TAG_NAME = 'notification-id';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html */
const TAG_VALUE = /^[A-Za-z0-9_-]{1,256}$/;

/**
 * Tags an email by its notification's id, so that one whose reply was lost can be found in SES's events. An id that
 * holds more than SES takes, ASCII letters, digits, `_` and `-`, is given by its SHA-256: `printf %s "$ID" | sha256sum`.
 */
export function idTag(id: string): MessageTag {
  const value = TAG_VALUE.test(id) ? id : createHash('sha256').update(id).digest('hex');
  return { Name: TAG_NAME, Value: value };
}
