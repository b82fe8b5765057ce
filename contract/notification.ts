import * as v from 'valibot';
import { emailAddress, hasControlCharacter } from './email-address.ts';
import { toMessageJson } from './message-json.ts';
import { describeIssues, type SchemaIssue } from './schema-issue.ts';

/** To the schema library an array is an object that lacks every key, which would not say what is wrong. */
const LIST_ISSUE: SchemaIssue = {
  field: 'notification',
  expected: 'an object',
  text: 'notification: expected an object, got an array',
};

/** Ids longer than this cannot travel as an SES message tag. */
const MAX_ID_LENGTH = 255;

/** What may make a notification this one and no other. */
export const notificationId = v.pipe(
  v.string(),
  v.check(
    (text) => text !== '' && text.length <= MAX_ID_LENGTH && !hasControlCharacter(text),
    `1 to ${MAX_ID_LENGTH} characters, none of them a control character`,
  ),
);

/**
 * What is published, and what becomes one email. Keys that it does not name are ignored, as the construct of the
 * Amplify documentation ignores them.
 */
export const notificationSchema = v.object({
  /** The email's subject, without line breaks. */
  subject: v.pipe(
    v.string(),
    v.check((text) => !hasLineBreak(text), 'a text without line breaks'),
  ),
  /** The email's text part. */
  body: v.string(),
  /** The one address it goes to: `ada@example.com` or `Ada <ada@example.com>`. */
  recipient: emailAddress,
  /**
   * What makes it this notification and no other, at most 255 characters; the publisher assigns one if missing.
   * It is logged, so keep personal data out of it.
   */
  id: v.optional(notificationId),
  /** The email's HTML part, sent beside the text part. */
  html: v.optional(v.string()),
  /** The address that answers go to, instead of the sender's. */
  replyTo: v.optional(emailAddress),
});

/** One notification. @see notificationSchema for each field. */
export type Notification = v.InferOutput<typeof notificationSchema>;

/** The seed's name for a {@link Notification}: `{ subject, body, recipient }`. */
export type Message = Notification;

/**
 * A payload that is no notification. `message` quotes the values, so it is for the one who sent them; `issues`
 * names fields and expectations apart from the values, for logs, which hold no personal data.
 */
export class InvalidNotificationError extends Error {
  override readonly name = 'InvalidNotificationError';

  readonly issues: readonly SchemaIssue[];

  /** The payload's id, where at least that is valid. */
  readonly notificationId: string | undefined;

  constructor(issues: readonly SchemaIssue[], options?: ErrorOptions & { notificationId?: string }) {
    super(issues.map(({ text }) => text).join('; '), options);
    this.issues = issues;
    this.notificationId = options?.notificationId;
  }
}

/**
 * Checks that `input` is a notification. Nothing is coerced.
 *
 * @throws InvalidNotificationError naming every fault, as in `recipient: expected an email address, got "ada@"`.
 */
export function parseNotification(input: unknown): Notification {
  if (Array.isArray(input)) throw new InvalidNotificationError([LIST_ISSUE]);
  const result = v.safeParse(notificationSchema, input);
  if (result.success) return result.output;
  throw new InvalidNotificationError(describeIssues(result.issues, 'notification'), {
    notificationId: validId(input),
  });
}

/**
 * Reads a notification from the text of a message.
 *
 * @throws InvalidNotificationError where the text is not JSON or not a notification.
 */
export function deserializeNotification(text: string): Notification {
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch (cause) {
    const issue = { field: 'notification', expected: 'JSON', text: 'notification: expected JSON' };
    throw new InvalidNotificationError([issue], { cause });
  }
  return parseNotification(payload);
}

/** Writes a notification as the text of a message. */
export function serializeNotification(notification: Notification): string {
  return toMessageJson(notification);
}

function validId(input: unknown): string | undefined {
  const result = v.safeParse(v.pick(notificationSchema, ['id']), input);
  return result.success ? result.output.id : undefined;
}

function hasLineBreak(text: string): boolean {
  return /[\r\n]/.test(text);
}
