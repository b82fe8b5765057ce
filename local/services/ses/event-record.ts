import type { EventDestination, EventType } from './configuration-sets.ts';
import type { InboxEmail } from './email.ts';
import type { SesEvent } from './events.ts';
import { bareAddress } from './mailbox.ts';
import type { Sending } from './sending.ts';

/** An accepted email, and how it came to SES. */
export interface AcceptedSend {
  readonly email: InboxEmail;
  readonly sending: Sending;
  /** Its envelope's, as the caller wrote them. */
  readonly recipients: readonly string[];
  /** The name of the role or user who sent it. */
  readonly caller: string;
}

/** How a record names each type of event, and the object that tells of it. */
const NAMES: Readonly<Record<EventType, readonly [eventType: string, detail: string]>> = {
  send: ['Send', 'send'],
  delivery: ['Delivery', 'delivery'],
  deliveryDelay: ['DeliveryDelay', 'deliveryDelay'],
  reject: ['Reject', 'reject'],
  bounce: ['Bounce', 'bounce'],
  complaint: ['Complaint', 'complaint'],
  renderingFailure: ['Rendering Failure', 'failure'],
};

/** Types of whose records AWS's examples have no headers. */
const WITHOUT_HEADERS: readonly EventType[] = ['deliveryDelay', 'renderingFailure'];

/**
 * An event as SES publishes it to a topic.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export function eventRecord(
  { type, detail }: SesEvent,
  send: AcceptedSend,
  destination: Pick<EventDestination, 'configurationSet' | 'configurationSetArn'>,
): object {
  const { email, recipients } = send;
  const [eventType, key] = NAMES[type];
  const [, , , region, accountId] = destination.configurationSetArn.split(':');
  const mail = {
    timestamp: new Date(email.at * 1000).toISOString(),
    source: email.from,
    sourceArn: `arn:aws:ses:${region}:${accountId}:identity/${bareAddress(email.from)}`,
    sendingAccountId: accountId,
    messageId: email.messageId,
    destination: recipients.map(bareAddress),
    headersTruncated: false,
    ...(!WITHOUT_HEADERS.includes(type) && headersOf(email)),
    tags: tagsOf(type, send, destination.configurationSet),
  };
  return { eventType, mail, [key]: detail };
}

function headersOf({ messageId, from, destination: { to, cc }, replyTo, subject, headers = [] }: InboxEmail) {
  const written = [
    { name: 'From', value: from },
    ...list('Reply-To', replyTo),
    ...list('To', to),
    ...list('Cc', cc),
    { name: 'Subject', value: subject },
    { name: 'MIME-Version', value: '1.0' },
    ...headers,
  ];
  const copies = cc.length === 0 ? {} : { cc };
  return { headers: written, commonHeaders: { from: [from], to, ...copies, messageId, subject } };
}

function list(name: string, addresses: readonly string[]): { name: string; value: string }[] {
  return addresses.length === 0 ? [] : [{ name, value: addresses.join(', ') }];
}

/** @see https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html for those that SES adds */
function tagsOf(type: EventType, { email, sending, caller }: AcceptedSend, configurationSet: string) {
  const own = Object.groupBy(email.tags ?? [], ({ name }) => name);
  return {
    'ses:operation': [sending.action],
    'ses:configuration-set': [configurationSet],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [bareAddress(email.from).split('@').at(-1)],
    'ses:caller-identity': [caller],
    ...(type === 'delivery' && { 'ses:outgoing-ip': ['127.0.0.1'] }),
    ...Object.fromEntries(
      Object.entries(own).map(([name, tags = []]) => [name, tags.map(({ value }) => value)]),
    ),
  };
}
