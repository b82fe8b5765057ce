import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { notificationTagValue } from './message-tags.ts';

/**
 * What can happen to a notification once the emailer has it, as the table tells it afterwards:
 * - `accepted`: SES took the email over, and will try to deliver it.
 * - `delayed`: a recipient's mail server does not take it at present; SES tries on.
 * - `delivered`: a recipient's mail server took it.
 * - `bounced`: a recipient's mail server refused it, or SES gave up trying.
 * - `complained`: a recipient marked it as spam.
 * - `suppressed`: SES did not try, since the recipient is on a suppression list.
 * - `rejected`: SES found malware in it, and did not try.
 * - `withheld`: the pipeline's own guard kept it back, and SES was not asked.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const HISTORY_KINDS = [
  'accepted',
  'delayed',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'rejected',
  'withheld',
] as const;

export type HistoryKind = (typeof HISTORY_KINDS)[number];

const historyEventSchema = v.object({
  kind: v.picklist(HISTORY_KINDS),
  /** When it happened, in ISO 8601. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** SES's id of the email; a notification that was sent twice has two. */
  sesMessageId: v.optional(v.string()),
  /** How many recipients it concerns. */
  recipients: v.optional(v.number()),
  /** Until when SES tries on, in ISO 8601. */
  until: v.optional(v.string()),
  /** SES's own words: of a bounce `Permanent`, of a delay `MailboxFull`, of a complaint `abuse`. */
  type: v.optional(v.string()),
  /** Of a bounce `NoEmail`. */
  subtype: v.optional(v.string()),
  /** The enhanced SMTP status, `5.1.1`. */
  status: v.optional(v.string()),
});

/** One thing that happened to a notification. It holds no address and no content. */
export type HistoryEvent = v.InferOutput<typeof historyEventSchema>;

/** The attributes of a notification's item that hold an event each, so that events may come twice and in any order. */
const EVENT_PREFIX = 'event:';

/** The key of the item that holds the history of a notification, by its effective id. */
export function historyKey(id: string): string {
  return historyKeyOfTag(notificationTagValue(id));
}

/** The same by the value of its email's message tag, which is all that SES's events tell. */
export function historyKeyOfTag(value: string): string {
  return `history#${createHash('sha256').update(value).digest('base64url')}`;
}

/**
 * The attribute that holds `event`, and its value.
 *
 * @param mark tells it from another of the same kind, moment and email, the recipients for example; only a digest is kept.
 */
export function historyAttribute(event: HistoryEvent, mark = ''): { name: string; value: string } {
  const identity = [event.kind, event.sesMessageId, event.at, mark].join('\n');
  const digest = createHash('sha256').update(identity).digest('base64url').slice(0, 16);
  return { name: `${EVENT_PREFIX}${digest}`, value: JSON.stringify(event) };
}

/** An item of the table, as far as reading a history needs it. */
type Item = Readonly<Record<string, { readonly S?: string | undefined } | undefined>>;

/** The events of an item, oldest first. What an event of another version says is left out where it cannot be read. */
export function readHistory(item: Item | undefined): HistoryEvent[] {
  return Object.entries(item ?? {})
    .filter(([name]) => name.startsWith(EVENT_PREFIX))
    .flatMap(([, value]) => eventOf(value?.S ?? ''))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** How much an event decides what is told of a notification: what is wrong for one recipient is told before what went well. */
const BY_WEIGHT: readonly HistoryKind[] = [
  'complained',
  'bounced',
  'suppressed',
  'rejected',
  'delivered',
  'delayed',
  'accepted',
  'withheld',
];

/**
 * The state that events add up to, in whatever order they came: `undefined` where there are none. An email to several
 * recipients is delivered once all of them have it.
 */
export function stateOf(events: readonly HistoryEvent[]): HistoryKind | undefined {
  const kinds = new Set(events.map(({ kind }) => kind));
  const recipients = Math.max(1, ...of(events, 'accepted').map((event) => event.recipients ?? 1));
  const delivered = of(events, 'delivered').reduce((sum, event) => sum + (event.recipients ?? 1), 0);
  if (delivered < recipients) kinds.delete('delivered');
  // Delivered in part, without a word of the others, is as far as accepted.
  const isPartlyDelivered = delivered > 0 && delivered < recipients;
  return BY_WEIGHT.find((kind) => kinds.has(kind)) ?? (isPartlyDelivered ? 'accepted' : undefined);
}

/** The event by which SES has told that it accepted the email; whatever it tells of an email, it accepted it before. */
export function acceptanceIn(events: readonly HistoryEvent[]): HistoryEvent | undefined {
  return events.find(({ kind, sesMessageId }) => kind !== 'withheld' && sesMessageId !== undefined);
}

function of(events: readonly HistoryEvent[], kind: HistoryKind): HistoryEvent[] {
  return events.filter((event) => event.kind === kind);
}

function eventOf(json: string): HistoryEvent[] {
  try {
    const { success, output } = v.safeParse(historyEventSchema, JSON.parse(json));
    return success ? [output] : [];
  } catch {
    return [];
  }
}
