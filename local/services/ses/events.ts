import type { EventType } from './configuration-sets.ts';
import type { Outcome } from './fate.ts';
import { bareAddress } from './mailbox.ts';

/** Something that happens to an email. */
export interface SesEvent {
  readonly type: EventType;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whom it is about. */
  readonly recipients: readonly string[];
  /** What SES tells of it, in words of its own. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Whether the recipient's mail server refused it for good: of a bounce. */
  readonly isHardBounce?: true;
  /** Whether SES has not even tried the recipients, because of the account's list. */
  readonly isSuppressed?: true;
}

/** An email whose events are asked for. */
export interface Sent {
  readonly messageId: string;
  /** When SES accepted it, in milliseconds since the epoch. */
  readonly at: number;
  readonly recipients: readonly string[];
  /** Whether SES finds malware in it. */
  readonly isMalicious: boolean;
}

/**
 * For how long SES tries to deliver: 840 minutes, unless a configuration set says less.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeliveryOptions.html
 */
const DELIVERY_MILLISECONDS = 840 * 60_000;

/** How long a delivery takes, and a complaint after it: no two events of an email are of one moment. */
const STEP_MILLISECONDS = 1;

const LIST_PAGE = 'https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html';

/**
 * All that happens to an email from its acceptance on. Recipients of one domain for whom the same happens share an event.
 *
 * @param outcomeAt what becomes of it at a recipient.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function eventsOf(sent: Sent, outcomeAt: (recipient: string) => Outcome): SesEvent[] {
  const { at, recipients, isMalicious } = sent;
  const send: SesEvent = { type: 'send', at, recipients, detail: {} };
  if (isMalicious) {
    return [send, { type: 'reject', at, recipients, detail: { reason: 'Bad content' } }];
  }
  const groups = Map.groupBy(recipients, (each) => `${outcomeAt(each)} ${domainOf(each)}`);
  const courses = [...groups.values()].flatMap((group) => {
    const addresses = group.map(bareAddress);
    return COURSES[outcomeAt(group[0] as string)](addresses, sent);
  });
  return [send, ...courses];
}

/** What happens at recipients of one domain, by what becomes of the email there. */
const COURSES: Readonly<Record<Outcome, (recipients: readonly string[], sent: Sent) => SesEvent[]>> = {
  deliver: (recipients, sent) => [delivery(recipients, sent)],
  complain: (recipients, sent) => [
    delivery(recipients, sent),
    complaint(recipients, sent, {
      complaintSubType: null,
      userAgent: 'Mailroom',
      complaintFeedbackType: 'abuse',
      arrivalDate: timeOf(sent.at + STEP_MILLISECONDS),
    }),
  ],
  bounce: (recipients, sent) => [hardBounce(recipients, sent, () => 'smtp; 550 5.1.1 user unknown')],
  delay: (recipients, sent) => [delay(recipients, sent), expiry(recipients, sent)],
  // Seen from SES: https://github.com/floci-io/floci, SesEventPayload.java, of 2026-09-21.
  'suppressed by the simulator': (recipients, sent) => [
    hardBounce(
      recipients,
      sent,
      (address) => `smtp; 550 5.1.1 As requested: user unknown (suppressed address: ${address})`,
    ),
  ],
  'suppressed for a BOUNCE': (recipients, sent) => [
    {
      ...bounce(recipients, sent, {
        at: sent.at,
        bounceType: 'Permanent',
        bounceSubType: 'OnAccountSuppressionList',
        reportingMTA: 'dns; amazonses.com',
        status: '5.1.1',
        diagnosticCode: () =>
          `Amazon SES did not send the message to this address because it is on the suppression list for your account. For more information about removing addresses from the suppression list, see the Amazon SES Developer Guide at ${LIST_PAGE}`,
      }),
      isSuppressed: true,
    },
  ],
  'suppressed for a COMPLAINT': (recipients, sent) => [
    {
      ...complaint(recipients, sent, { complaintSubType: 'OnAccountSuppressionList' }),
      isSuppressed: true,
    },
  ],
};

function delivery(recipients: readonly string[], { at }: Sent): SesEvent {
  const delivered = at + STEP_MILLISECONDS;
  const detail = {
    timestamp: timeOf(delivered),
    processingTimeMillis: STEP_MILLISECONDS,
    recipients,
    smtpResponse: '250 2.6.0 Message received',
    remoteMtaIp: '127.0.0.1',
    reportingMTA: 'a1.amazonses.local',
  };
  return { type: 'delivery', at: delivered, recipients, detail };
}

function complaint(recipients: readonly string[], sent: Sent, more: object): SesEvent {
  const at = sent.at + 2 * STEP_MILLISECONDS;
  const detail = {
    complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
    timestamp: timeOf(at),
    feedbackId: feedbackId(sent, recipients, 'complaint'),
    ...more,
  };
  return { type: 'complaint', at, recipients, detail };
}

function hardBounce(
  recipients: readonly string[],
  sent: Sent,
  diagnosticCode: (address: string) => string,
): SesEvent {
  return {
    ...bounce(recipients, sent, {
      at: sent.at + STEP_MILLISECONDS,
      bounceType: 'Permanent',
      bounceSubType: 'General',
      reportingMTA: 'dns; a1.amazonses.local',
      status: '5.1.1',
      diagnosticCode,
    }),
    isHardBounce: true,
  };
}

function delay(recipients: readonly string[], sent: Sent): SesEvent {
  const at = sent.at + STEP_MILLISECONDS;
  const detail = {
    timestamp: timeOf(at),
    delayType: 'TransientCommunicationFailure',
    expirationTime: timeOf(sent.at + DELIVERY_MILLISECONDS),
    delayedRecipients: recipients.map((emailAddress) => ({
      emailAddress,
      status: '4.4.1',
      diagnosticCode: 'smtp; 421 4.4.1 Unable to connect to remote host',
    })),
  };
  return { type: 'deliveryDelay', at, recipients, detail };
}

/** SES gives up. */
function expiry(recipients: readonly string[], sent: Sent): SesEvent {
  return bounce(recipients, sent, {
    at: sent.at + DELIVERY_MILLISECONDS,
    bounceType: 'Transient',
    bounceSubType: 'General',
    reportingMTA: 'dns; a1.amazonses.local',
    status: '4.4.7',
    diagnosticCode: () =>
      `smtp; 550 4.4.7 Message expired: unable to deliver in ${DELIVERY_MILLISECONDS / 60_000} minutes.<421 4.4.1 Unable to connect to remote host>`,
  });
}

interface Bounce {
  readonly at: number;
  readonly bounceType: string;
  readonly bounceSubType: string;
  readonly reportingMTA: string;
  readonly status: string;
  readonly diagnosticCode: (address: string) => string;
}

function bounce(
  recipients: readonly string[],
  sent: Sent,
  { at, bounceType, bounceSubType, reportingMTA, status, diagnosticCode }: Bounce,
): SesEvent {
  const bouncedRecipients = recipients.map((emailAddress) => ({
    emailAddress,
    action: 'failed',
    status,
    diagnosticCode: diagnosticCode(emailAddress),
  }));
  const detail = {
    bounceType,
    bounceSubType,
    bouncedRecipients,
    timestamp: timeOf(at),
    feedbackId: feedbackId(sent, recipients, bounceSubType),
    reportingMTA,
  };
  return { type: 'bounce', at, recipients, detail };
}

/** One for each event, and the same whenever the event is made. */
function feedbackId({ messageId }: Sent, [first = '']: readonly string[], kind: string): string {
  return `${messageId}-${kind}-${domainOf(first)}`;
}

function domainOf(recipient: string): string {
  return bareAddress(recipient).split('@').at(-1)?.toLowerCase() ?? '';
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
