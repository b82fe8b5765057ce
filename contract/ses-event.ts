import * as v from 'valibot';
import { NOTIFICATION_TAG } from './message-tags.ts';
import { describeIssues, withoutValue } from './schema-issue.ts';

const moment = v.pipe(v.string(), v.isoTimestamp('a moment in ISO 8601'));

const recipient = v.object({ emailAddress: v.string(), status: v.nullish(v.string()) });

const mail = v.object({
  /** When SES accepted the email. */
  timestamp: moment,
  messageId: v.pipe(v.string(), v.nonEmpty('an id')),
  destination: v.optional(v.array(v.string()), []),
  tags: v.object({ [NOTIFICATION_TAG]: v.tupleWithRest([v.string()], v.string()) }),
});

/**
 * What SES tells of an email that carries our tags, as far as it is kept. Of fields that it adds nothing is known, and
 * nothing need be.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const sesEventSchema = v.variant('eventType', [
  v.object({ eventType: v.literal('Send'), mail }),
  v.object({
    eventType: v.literal('Delivery'),
    mail,
    delivery: v.object({ timestamp: moment, recipients: v.array(v.string()) }),
  }),
  v.object({
    eventType: v.literal('DeliveryDelay'),
    mail,
    deliveryDelay: v.object({
      timestamp: moment,
      delayType: v.nullish(v.string()),
      /** Until when SES tries on. */
      expirationTime: v.nullish(moment),
      delayedRecipients: v.array(recipient),
    }),
  }),
  v.object({
    eventType: v.literal('Bounce'),
    mail,
    bounce: v.object({
      timestamp: moment,
      bounceType: v.string(),
      bounceSubType: v.nullish(v.string()),
      bouncedRecipients: v.array(recipient),
    }),
  }),
  v.object({
    eventType: v.literal('Complaint'),
    mail,
    complaint: v.object({
      timestamp: moment,
      complaintSubType: v.nullish(v.string()),
      /** What the recipient's provider says that it is. */
      complaintFeedbackType: v.nullish(v.string()),
      complainedRecipients: v.array(recipient),
    }),
  }),
  v.object({ eventType: v.literal('Reject'), mail }),
  v.object({ eventType: v.literal('Rendering Failure'), mail }),
]);

export type SesEvent = v.InferOutput<typeof sesEventSchema>;

const EVENT_TYPES: ReadonlySet<string> = new Set(
  sesEventSchema.options.map(({ entries }) => entries.eventType.literal),
);

/** Of an event of any type and of any email, what tells whether it is ours. */
const publishedSchema = v.object({
  eventType: v.string(),
  mail: v.optional(v.object({ tags: v.optional(v.record(v.string(), v.unknown()), {}) }), { tags: {} }),
});

/** An event that is not read yet. */
export interface PublishedEvent {
  readonly isOfKnownType: boolean;
  /** The email's message tags, each with a list of values where SES has written it. */
  readonly tags: Readonly<Record<string, unknown>>;
  /** @throws MalformedSesEventError where it lacks what an event of its type, and of an email of ours, has. */
  read(): SesEvent;
}

/** It is none of what SES publishes. Its message names fields, and quotes nothing. */
export class MalformedSesEventError extends Error {
  override readonly name = 'MalformedSesEventError';
}

/**
 * Opens what SES has published to a topic.
 *
 * @throws MalformedSesEventError where it is no event at all.
 */
export function openSesEvent(body: string): PublishedEvent {
  const published = parseJson(body);
  const { eventType, mail } = check(publishedSchema, published);
  return {
    isOfKnownType: EVENT_TYPES.has(eventType),
    tags: mail.tags,
    read: () => check(sesEventSchema, published),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser quotes what it was given.
    throw new MalformedSesEventError('Expected JSON');
  }
}

function check<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, input);
  if (success) return output;
  throw new MalformedSesEventError(describeIssues(issues, 'event').map(withoutValue).join('; '));
}
