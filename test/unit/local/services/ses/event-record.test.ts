import { describe, expect, it } from '@jest/globals';
import { readFeedback } from '../../../../../handlers/feedback-event.ts';
import { type AcceptedSend, eventRecord } from '../../../../../local/services/ses/event-record.ts';
import { eventsOf } from '../../../../../local/services/ses/events.ts';
import type { Outcome } from '../../../../../local/services/ses/fate.ts';

const ACCEPTED = Date.parse('2026-11-28T21:00:00.000Z');
const RECIPIENTS = ['Ada <ada@example.com>', 'bob@example.com'];

const SEND: AcceptedSend = {
  email: {
    messageId: '0100-1',
    from: 'Mailroom <mailroom@example.com>',
    replyTo: ['desk@example.com'],
    destination: { to: RECIPIENTS.slice(0, 1), cc: RECIPIENTS.slice(1), bcc: [] },
    subject: 'Hello',
    body: { text: 'Hello' },
    attachments: [],
    headers: [{ name: 'X-Kind', value: 'receipt' }],
    tags: [
      { name: 'notification-id', value: 'order-42' },
      { name: 'emailer', value: 'Mail-Emailer' },
    ],
    at: ACCEPTED / 1000,
  },
  sending: {
    action: 'SendEmail',
    apiVersion: '1',
    from: 'Mailroom <mailroom@example.com>',
    recipients: RECIPIENTS,
    feedbackAddress: undefined,
    configurationSet: 'mail',
  },
  recipients: RECIPIENTS,
  caller: 'EmailerRole',
};

const DESTINATION = {
  configurationSet: 'mail',
  configurationSetArn: 'arn:aws:ses:eu-west-1:000000000000:configuration-set/mail',
};

/** What SES publishes of an email, by what becomes of it. */
function published(outcome: Outcome, isMalicious = false): object[] {
  const { email, recipients } = SEND;
  const sent = { messageId: email.messageId, at: ACCEPTED, recipients, isMalicious };
  return eventsOf(sent, () => outcome).map((event) => eventRecord(event, SEND, DESTINATION));
}

describe('eventRecord', () => {
  it('tells of the email with its headers', () => {
    const [send] = published('deliver');

    expect(send).toMatchObject({
      mail: {
        sourceArn: 'arn:aws:ses:eu-west-1:000000000000:identity/mailroom@example.com',
        destination: ['ada@example.com', 'bob@example.com'],
        headers: [
          { name: 'From', value: 'Mailroom <mailroom@example.com>' },
          { name: 'Reply-To', value: 'desk@example.com' },
          { name: 'To', value: 'Ada <ada@example.com>' },
          { name: 'Cc', value: 'bob@example.com' },
          { name: 'Subject', value: 'Hello' },
          { name: 'MIME-Version', value: '1.0' },
          { name: 'X-Kind', value: 'receipt' },
        ],
        commonHeaders: { cc: ['bob@example.com'] },
        tags: { 'ses:caller-identity': ['EmailerRole'], emailer: ['Mail-Emailer'] },
      },
    });
  });

  it.each<[Outcome, string[]]>([
    ['deliver', ['accepted', 'delivered']],
    ['bounce', ['accepted', 'bounced']],
    ['complain', ['accepted', 'delivered', 'complained']],
    ['delay', ['accepted', 'delayed', 'bounced']],
    ['suppressed by the simulator', ['accepted', 'bounced']],
    ['suppressed for a BOUNCE', ['accepted', 'suppressed']],
    ['suppressed for a COMPLAINT', ['accepted', 'suppressed']],
  ])('is read from the outcome %s as %j', (outcome, kinds) => {
    const told = published(outcome).map((record) => readFeedback(JSON.stringify(record), 'Mail-Emailer'));

    expect(told).toEqual(
      kinds.map((kind) => ({
        kind: 'told',
        notificationTag: 'order-42',
        events: [
          {
            event: expect.objectContaining({ kind, sesMessageId: '0100-1', recipients: 2 }),
            mark: expect.any(String),
          },
        ],
      })),
    );
  });

  it('is read from malware as a rejection', () => {
    const [, reject] = published('deliver', true);

    expect(readFeedback(JSON.stringify(reject), 'Mail-Emailer')).toMatchObject({
      events: [{ event: { kind: 'rejected' } }],
    });
  });
});
