import * as v from 'valibot';
import { attachmentsSchema } from './attachments.ts';
import { emailAddresses, hasControlCharacter } from './email-address.ts';
import { headersSchema, saysTwice, unsubscribeSchema, type WithHeaders } from './headers.ts';
import { isNothing } from './is-nothing.ts';
import { toMessageJson } from './message-json.ts';
import { countRecipients, MAX_RECIPIENTS, type Recipients } from './recipients.ts';
import { describeIssues, type QuotedIssue, quotedIssue, type SchemaIssue } from './schema-issue.ts';
import { tenantSchema } from './tenant.ts';

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
 * C0 and DEL but tabs and line breaks. Mail programs show such a character as nothing, or end the text there. What C1
 * holds is mostly text of Windows-1252 that somebody has misread, which harms nobody.
 */
const NOT_IN_TEXT = /[^\P{Cc}\t\r\n\u0080-\u009F]/u;

/** What of an email people read. */
const content = v.pipe(
  v.string(),
  v.check((text) => !NOT_IN_TEXT.test(text), 'a text without control characters but tabs and line breaks'),
);

/** A field that may be missing, or hold nothing: publishers could always leave it so. */
const unlessNothing = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.unknown(),
    v.transform((given) => (isNothing(given) ? undefined : given)),
    v.optional(schema),
  );

const fields = <Body extends v.GenericSchema>(body: Body) => ({
  /** The email's subject, without line breaks and other control characters. */
  subject: v.pipe(
    v.string(),
    v.check((text) => !/[\r\n]/.test(text), 'a text without line breaks'),
    v.check((text) => !NOT_IN_TEXT.test(text), 'a text without control characters but tabs'),
  ),
  /**
   * The email's text part, without control characters but tabs and line breaks. An empty one beside `html` is not sent; then
   * people whose mail program shows no HTML read nothing.
   */
  body,
  /**
   * The address that it goes to, `ada@example.com` or `Ada <ada@example.com>`, or an array of them, who all see each other. With
   * `cc` and `bcc` they are at most 50, and SES refuses the whole email where it refuses one of them.
   */
  recipient: emailAddresses,
  /**
   * What makes it this notification and no other, 1 to 255 characters; the publisher assigns one where it is missing. A
   * notification whose id was sent is not sent again, so give your own where you may publish something twice; with other
   * content under the same id it is rejected. The id is logged, so keep personal data out of it.
   */
  id: v.optional(notificationId),
  /** The email's HTML part, sent beside the text part, or alone where there is none. An empty one is not sent. */
  html: v.optional(content),
  /** The address for answers in place of the sender's, or an array of them. */
  replyTo: v.optional(emailAddresses),
  /** Who gets a copy that all recipients see: an address, or an array of them. */
  cc: v.optional(unlessNothing(emailAddresses)),
  /** Who gets a copy that nobody else sees: an address, or an array of them. */
  bcc: v.optional(unlessNothing(emailAddresses)),
  /**
   * Headers by name, at most 15: any that begins with `X-`, but not with `X-SES-`, and `List-…`, `In-Reply-To`, `References`,
   * `Auto-Submitted`, `Precedence`, `Importance`, `Priority`, `Feedback-ID`, `Keywords`, `Comments`, `Organization`. Values are
   * of printable ASCII, at most 870 characters.
   */
  headers: v.optional(unlessNothing(headersSchema)),
  /**
   * Where to unsubscribe: `{ url, mailto }`, one of them or both. It becomes the header `List-Unsubscribe` and, with a `url`,
   * which has to be https, `List-Unsubscribe-Post`: mail programs post to it on one click (RFC 8058), so let a POST unsubscribe
   * and a GET ask.
   */
  unsubscribe: v.optional(unsubscribeSchema),
  /**
   * Files that go with it, at most 495: `{ filename, content }` with the content in base64, or, where it is too large to be
   * published, `{ filename, s3: { bucket, key } }`. Give a `contentType` where the name does not tell it, and a `contentId` for
   * an image that `html` shows by `cid:`. The email may have 10 MB in all, base64 included.
   */
  attachments: v.optional(unlessNothing(attachmentsSchema)),
  /**
   * Whose it is, 1 to 128 printable characters of ASCII without spaces. It travels as the message group, by which SQS keeps
   * the many notifications of one tenant from delaying the few of another. SQS bills such messages a little more. AWS may show
   * it in metrics and logs, so keep personal data out of it. Of a message that another publisher published, a malformed one
   * counts as none.
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
   */
  tenant: v.fallback(v.optional(unlessNothing(tenantSchema)), undefined),
});

const withText = v.object(fields(content));

/** People whose mail program shows no HTML read nothing of it. */
const withHtml = v.object(fields(v.optional(content)));

/** The fields of a notification, by name. */
export const NOTIFICATION_FIELDS: readonly string[] = Object.keys(withText.entries);

/** Holds an email to the number of recipients that SES takes. */
const notTooMany = <Email extends Recipients>() =>
  v.rawCheck<Email>(({ dataset, addIssue }) => {
    const count = dataset.typed ? countRecipients(dataset.value) : 0;
    if (count <= MAX_RECIPIENTS) return;
    const message = `at most ${MAX_RECIPIENTS} addresses, those of cc and bcc included, as SES takes them`;
    addIssue({ message, input: count, path: [pathTo('recipient', count)] });
  });

/** Of two headers of one name, mail programs go by either. */
const notTwice = <Email extends WithHeaders>() =>
  v.rawCheck<Email>(({ dataset, addIssue }) => {
    if (!dataset.typed || !saysTwice(dataset.value)) return;
    const { headers } = dataset.value;
    const message = 'no List-Unsubscribe and List-Unsubscribe-Post, which unsubscribe writes';
    addIssue({ message, input: headers, path: [pathTo('headers', headers)] });
  });

function pathTo(key: string, value: unknown): v.ObjectPathItem {
  return { type: 'object', origin: 'value', input: {}, key, value };
}

/**
 * What is published, and what becomes one email; a text, or HTML in its place. Keys that it does not name are ignored, as
 * the construct of the Amplify documentation ignores them.
 */
const notificationSchema = v.lazy((input) =>
  Object(input).html === undefined || Object(input).html === ''
    ? v.pipe(withText, notTooMany(), notTwice())
    : v.pipe(withHtml, notTooMany(), notTwice()),
);

type Html = v.InferOutput<typeof withHtml>;

/** One notification, with a `body`, with `html`, or both. */
export type Notification = v.InferOutput<typeof withText> | (Html & { readonly html: string });

/** The seed's name for a {@link Notification} to one recipient: `{ subject, body, recipient }`. */
export type Message = Notification & { readonly recipient: string };

/**
 * A payload that is no notification. `message` quotes the values, so it is for the one who sent them; `issues`
 * holds fields and expectations without the values, for logs, which hold no personal data.
 */
export class InvalidNotificationError extends Error {
  override readonly name = 'InvalidNotificationError';

  readonly issues: readonly SchemaIssue[];

  /** The payload's id, where at least that is valid. */
  readonly notificationId: string | undefined;

  constructor(issues: readonly QuotedIssue[], options?: ErrorOptions & { notificationId?: string }) {
    super(issues.map(({ text }) => text).join('; '), options);
    this.issues = issues.map(({ field, expected }) => ({ field, expected }));
    this.notificationId = options?.notificationId;
  }
}

/**
 * Checks that `input` is a notification. Nothing is coerced.
 *
 * @param others faults that were found besides, told with its own.
 * @throws InvalidNotificationError naming every fault, as in `recipient: expected an email address, got "ada@"`.
 */
export function parseNotification(input: unknown, others: readonly QuotedIssue[] = []): Notification {
  // To the schema library an array is an object that lacks every key, which would not say what is wrong.
  if (Array.isArray(input)) {
    throw new InvalidNotificationError([quotedIssue('notification', 'an object', input)]);
  }
  const result = v.safeParse(notificationSchema, input);
  if (result.success && others.length === 0) return result.output as Notification;
  const issues = [...(result.success ? [] : describeIssues(result.issues, 'notification')), ...others];
  throw new InvalidNotificationError(issues, { notificationId: validId(input) });
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
  const result = v.safeParse(v.pick(withText, ['id']), input);
  return result.success ? result.output.id : undefined;
}
