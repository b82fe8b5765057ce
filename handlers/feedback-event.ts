import type { HistoryEvent } from '../contract/history.ts';
import { EMAILER_TAG, NOTIFICATION_TAG } from '../contract/message-tags.ts';
import { openSesEvent, type SesEvent } from '../contract/ses-event.ts';

/** One thing that SES has told, and what tells it from another of the same kind and moment: the addresses that it is of. */
export interface ToldEvent {
  readonly event: HistoryEvent;
  readonly mark: string;
}

/** Why something that is in the queue is none of the pipeline's business. */
export type Ignored =
  /** SES has tried whether it may publish to the topic. */
  | 'notice'
  /** An event of a type that no history has. */
  | 'event-type'
  /** An event of another's email: configuration sets may be shared. */
  | 'other-emailer'
  /** A provider has taken a complaint back. */
  | 'not-spam';

/** What a message of the feedback queue is. */
export type Feedback =
  | { readonly kind: 'ignored'; readonly why: Ignored }
  | {
      readonly kind: 'told';
      /** The value of the email's tag by which its notification is found. */
      readonly notificationTag: string;
      readonly events: readonly ToldEvent[];
    };

/**
 * SES publishes it to the topic when the event destination is made, in plain text.
 * @see https://github.com/ope-tech/laravel-ses/issues/10
 */
const VALIDATION_NOTICE = /^\s*Successfully validated SNS topic for Amazon SES event publishing/;

/**
 * Reads a message of the feedback queue.
 *
 * @param emailer whose emails' events are told.
 * @throws MalformedSesEventError where it is none of what SES publishes, or an event of ours without what it needs.
 */
export function readFeedback(body: string, emailer: string): Feedback {
  if (VALIDATION_NOTICE.test(body)) return ignored('notice');
  const published = openSesEvent(body);
  if (!published.isOfKnownType) return ignored('event-type');
  if (!isTaggedBy(emailer, published.tags)) return ignored('other-emailer');
  const sesEvent = published.read();
  const events = eventsOf(sesEvent);
  if (events.length === 0) return ignored('not-spam');
  const [notificationTag] = sesEvent.mail.tags[NOTIFICATION_TAG];
  return { kind: 'told', notificationTag, events };
}

function ignored(why: Ignored): Feedback {
  return { kind: 'ignored', why };
}

function isTaggedBy(emailer: string, tags: Readonly<Record<string, unknown>>): boolean {
  const values = tags[EMAILER_TAG];
  return Array.isArray(values) && values.includes(emailer);
}

/**
 * The subtypes of bounces, and of complaints, by which SES says that it did not try to deliver.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const NOT_TRIED: ReadonlySet<unknown> = new Set([
  'Suppressed',
  'OnAccountSuppressionList',
  'OnTenantSuppressionList',
  'EmailValidationSuppressed',
  'UnsubscribedRecipient',
]);

function eventsOf(sesEvent: SesEvent): ToldEvent[] {
  const { messageId: sesMessageId, timestamp, destination } = sesEvent.mail;
  switch (sesEvent.eventType) {
    case 'Send':
      return [told({ kind: 'accepted', at: timestamp, sesMessageId }, destination)];
    case 'Delivery': {
      const { timestamp: at, recipients } = sesEvent.delivery;
      return [told({ kind: 'delivered', at, sesMessageId }, recipients)];
    }
    case 'DeliveryDelay': {
      const { timestamp: at, expirationTime, delayType, delayedRecipients } = sesEvent.deliveryDelay;
      const until = expirationTime && { until: expirationTime };
      return toldByStatus(
        { kind: 'delayed', at, sesMessageId, ...until, ...type(delayType) },
        delayedRecipients,
      );
    }
    case 'Bounce': {
      const { timestamp: at, bounceType, bounceSubType, bouncedRecipients } = sesEvent.bounce;
      const kind = NOT_TRIED.has(bounceSubType) ? 'suppressed' : 'bounced';
      const event = { kind, at, sesMessageId, ...type(bounceType), ...subtype(bounceSubType) } as const;
      return toldByStatus(event, bouncedRecipients);
    }
    case 'Complaint': {
      const {
        timestamp: at,
        complaintSubType,
        complaintFeedbackType,
        complainedRecipients,
      } = sesEvent.complaint;
      if (complaintFeedbackType === 'not-spam') return [];
      const kind = NOT_TRIED.has(complaintSubType) ? 'suppressed' : 'complained';
      const event = {
        kind,
        at,
        sesMessageId,
        ...type(complaintFeedbackType),
        ...subtype(complaintSubType),
      } as const;
      return [told(event, addressesOf(complainedRecipients))];
    }
    // Neither tells when it happened.
    case 'Reject':
      return [told({ kind: 'rejected', at: timestamp, sesMessageId, type: 'Reject' }, destination)];
    case 'Rendering Failure':
      return [told({ kind: 'rejected', at: timestamp, sesMessageId, type: 'RenderingFailure' }, destination)];
    default:
      return sesEvent satisfies never;
  }
}

interface Recipient {
  readonly emailAddress: string;
  readonly status?: string | null | undefined;
}

/** One event for each status, since a history names no recipient. */
function toldByStatus(event: HistoryEvent, recipients: readonly Recipient[]): ToldEvent[] {
  if (recipients.length === 0) return [told(event, [])];
  const groups = Map.groupBy(recipients, ({ status }) => enhancedStatus(status));
  return [...groups].map(([status, group]) =>
    told({ ...event, ...(status !== undefined && { status }) }, addressesOf(group)),
  );
}

/** SES's order of recipients means nothing. */
function told(event: HistoryEvent, addresses: readonly string[]): ToldEvent {
  const recipients = addresses.length > 0 && { recipients: addresses.length };
  return { event: { ...event, ...recipients }, mark: addresses.toSorted().join('\n') };
}

function addressesOf(recipients: readonly Recipient[]): string[] {
  return recipients.map(({ emailAddress }) => emailAddress);
}

/** A word of SES's, or of a provider's, of which nobody knows what else it may hold. */
const WORD = /^[A-Za-z][A-Za-z-]{0,63}$/;

function type(text: string | null | undefined) {
  return text && WORD.test(text) ? { type: text } : {};
}

function subtype(text: string | null | undefined) {
  return text && WORD.test(text) ? { subtype: text } : {};
}

/** What follows the status in a provider's answer may quote the recipient. */
function enhancedStatus(status: string | null | undefined): string | undefined {
  return /^[245]\.\d{1,3}\.\d{1,3}(?!\d)/.exec(status ?? '')?.[0];
}
