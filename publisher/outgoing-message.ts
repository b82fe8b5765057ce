import { randomUUID } from 'node:crypto';
import {
  InvalidNotificationError,
  parseNotification,
  serializeNotification,
} from '../contract/notification.ts';
import { MAX_MESSAGE_BYTES } from '../contract/sns-limits.ts';
import { mistakenKeys } from './mistaken-keys.ts';
import { PUBLISH_TIME_BYTES } from './publish-time.ts';
import { tenantIssues } from './tenant-issues.ts';

/** A notification that has passed every check, ready to be sent any number of times as the same one. */
export interface OutgoingMessage {
  readonly id: string;
  /** The message group that it goes in. */
  readonly tenant?: string | undefined;
  readonly body: string;
  /** What SNS counts: the body, and the attributes that go with it. */
  readonly bytes: number;
  /** Whether it says when it was published; one that fills what SNS takes does not. */
  readonly tellsTime: boolean;
}

const WITH_SEPARATORS = new Intl.NumberFormat('en');

/**
 * Checks a notification, gives it an id if it has none, and writes it as a message. The input stays as it is.
 *
 * @param attributeBytes what the message attributes add to its size.
 * @throws InvalidNotificationError where it is no notification, has keys that look like fields of one, or is larger than
 * SNS takes by default.
 */
export function toOutgoingMessage(input: unknown, attributeBytes: number): OutgoingMessage {
  const notification = parseNotification(input, [...mistakenKeys(input), ...tenantIssues(input)]);
  const id = notification.id ?? randomUUID();
  const body = serializeNotification({ ...notification, id });
  const bytes = Buffer.byteLength(body) + attributeBytes;
  if (bytes > MAX_MESSAGE_BYTES) throw tooLarge(bytes, attributeBytes, notification.id);
  const tellsTime = bytes + PUBLISH_TIME_BYTES <= MAX_MESSAGE_BYTES;
  const { tenant } = notification;
  return { id, tenant, body, bytes: bytes + (tellsTime ? PUBLISH_TIME_BYTES : 0), tellsTime };
}

function tooLarge(bytes: number, attributeBytes: number, notificationId: string | undefined) {
  const maximum = WITH_SEPARATORS.format(MAX_MESSAGE_BYTES);
  const actual = `${WITH_SEPARATORS.format(bytes)} bytes${attributeBytes > 0 ? ' with its attributes' : ''}`;
  const issue = {
    field: 'notification',
    expected: `at most ${maximum} bytes instead of ${actual}`,
    text: `notification: ${actual}, and SNS takes at most ${maximum} by default`,
  };
  return new InvalidNotificationError([issue], { notificationId });
}
