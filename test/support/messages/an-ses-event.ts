/** What SES publishes of one email, whole, in AWS's own examples' form; give what matters to the test. */
export interface SesEventParts {
  /** Whose email it is; `undefined` for one that none of ours has sent. @default 'an-emailer' */
  readonly emailer?: string | undefined;
  /** The value of the tag by which its notification is found. @default 'welcome-1' */
  readonly notificationTag?: string | undefined;
  readonly sesMessageId?: string;
  readonly destination?: readonly string[];
  /** When SES accepted the email. */
  readonly timestamp?: string;
}

type Details = Readonly<Record<string, unknown>>;

/**
 * An event of `eventType`, with what it tells of it as its details.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export function anSesEvent(eventType: string, details: Details = {}, parts: SesEventParts = {}) {
  const { sesMessageId = 'ses-1', destination = ['ada@example.com'], timestamp = ACCEPTED_AT } = parts;
  const { emailer = 'an-emailer', notificationTag = 'welcome-1' } = parts;
  const isOwn = !('emailer' in parts) || parts.emailer !== undefined;
  const isTagged = !('notificationTag' in parts) || parts.notificationTag !== undefined;
  return {
    eventType,
    mail: {
      timestamp,
      source: 'sender@example.com',
      sourceArn: 'arn:aws:ses:eu-central-1:123456789012:identity/sender@example.com',
      sendingAccountId: '123456789012',
      messageId: sesMessageId,
      destination,
      headersTruncated: false,
      headers: [{ name: 'Subject', value: 'Welcome, Ada' }],
      commonHeaders: { from: ['sender@example.com'], to: destination, subject: 'Welcome, Ada' },
      tags: {
        'ses:configuration-set': ['a-set'],
        'ses:source-ip': ['192.0.2.0'],
        ...(isOwn && { emailer: [emailer] }),
        ...(isTagged && { 'notification-id': [notificationTag] }),
      },
    },
    ...details,
  };
}

export const ACCEPTED_AT = '2026-05-01T12:00:00.000Z';

/** A minute after SES accepted the email. */
export const LATER = '2026-05-01T12:01:00.000Z';

/** What each type of event tells, in one case of it. */
export const DETAILS = {
  Send: { send: {} },
  Delivery: {
    delivery: {
      timestamp: LATER,
      processingTimeMillis: 60_000,
      recipients: ['ada@example.com'],
      smtpResponse: '250 2.6.0 Message received for ada@example.com',
      reportingMTA: 'mta.example.com',
    },
  },
  DeliveryDelay: {
    deliveryDelay: {
      timestamp: LATER,
      delayType: 'MailboxFull',
      expirationTime: '2026-05-02T02:00:00.000Z',
      delayedRecipients: [
        {
          emailAddress: 'ada@example.com',
          status: '4.2.2',
          diagnosticCode: 'smtp; 452 4.2.2 <ada@example.com>',
        },
      ],
    },
  },
  Bounce: {
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'NoEmail',
      bouncedRecipients: [
        {
          emailAddress: 'ada@example.com',
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 <ada@example.com>: user unknown',
        },
      ],
      timestamp: LATER,
      feedbackId: 'feedback-1',
      reportingMTA: 'dsn; mta.example.com',
    },
  },
  Complaint: {
    complaint: {
      complainedRecipients: [{ emailAddress: 'ada@example.com' }],
      timestamp: LATER,
      feedbackId: 'feedback-1',
      complaintSubType: null,
      userAgent: 'A provider for ada@example.com',
      complaintFeedbackType: 'abuse',
    },
  },
  Reject: { reject: { reason: 'Bad content' } },
  'Rendering Failure': {
    failure: { templateName: 'welcome', errorMessage: "Attribute 'ada@example.com' is not present" },
  },
} as const satisfies Record<string, Details>;
