import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shownLetter } from '../../../../../cli/dlq/show/document.ts';
import { formatShow } from '../../../../../cli/dlq/show/format.ts';
import { wrap as wrapEnvelope } from '../../../../../contract/envelope.ts';
import { readDeadLetter } from '../../../../../ops/dead-letters/dead-letter.ts';
import { privacyFor } from '../../../../../words/dead-letters/privacy.ts';
import { anyForeignText, UNPRINTABLE } from '../../../../support/any/any-foreign-text.ts';
import { anyJsonText } from '../../../../support/any/any-json.ts';
import { ago, aLayout } from '../../../../support/command/a-layout.ts';
import { aDeadLetter, EVIDENCE } from '../../../../support/messages/a-dead-letter.ts';
import { aNotification } from '../../../../support/messages/a-notification.ts';
import { aListing } from '../../../words/dead-letters/a-listing.ts';

/** What SQS gives with every message. */
const RECEIVED = { MessageId: 'message-1', ReceiptHandle: 'handle', Attributes: { SentTimestamp: '0' } };

const masked = privacyFor({});
const { groups: _, ...PLACE } = aListing();
const REDRIVE = {
  action: 'redrive',
  time: ago(7_230),
  principal: 'arn:aws:iam::1:user/ada',
  state: 'finished',
} as const;

describe('shownLetter', () => {
  it('tells everything of a dead letter', () => {
    const { attributes, history, ...facts } = shownLetter(aDeadLetter(), [], masked);

    expect(facts).toEqual({
      id: 'order-1',
      messageId: '11111111-0000-4000-8000-000000000000',
      reason: 'message-rejected',
      error: 'MessageRejected',
      explanation: 'SES refuses the email itself.',
      recipient: 'a***@example.com',
      cc: null,
      bcc: null,
      attempts: 1,
      receives: 2,
      redrives: 0,
      messageGroupId: null,
      traceHeader: null,
      payload: '{"subject":"Welcome","body":"Hello Ada","recipient":"a***@example.com","id":"order-1"}',
    });
    expect(attributes).toEqual({ mailroom: { dataType: 'String', stringValue: JSON.stringify(EVIDENCE) } });
    expect(history).toHaveLength(4);
  });

  it('opens the envelope of one with ten attributes', () => {
    const attributes = {
      tenant: { dataType: 'String', stringValue: 'ada@example.com' },
      bin: { dataType: 'Binary', binaryValue: 'AQL/' },
    };
    const letter = readDeadLetter(
      {
        ...RECEIVED,
        Body: wrapEnvelope({ body: 'no JSON', attributes }),
        MessageAttributes: {
          mailroom: { DataType: 'String', StringValue: JSON.stringify({ ...EVIDENCE, wrapped: true }) },
        },
      },
      'deadLetterQueue',
    );

    const shown = shownLetter(letter, [], masked);

    expect(Object.keys(shown.attributes)).toEqual(['tenant', 'bin', 'mailroom']);
    expect(shown.attributes.tenant).toEqual({ dataType: 'String', stringValue: 'a***@example.com' });
    expect(shown).toMatchObject({ payload: 'no JSON', recipient: null });
  });

  it('shows recipients where it is asked to', () => {
    const shown = shownLetter(aDeadLetter(), [], privacyFor({ showRecipients: true }));

    expect(shown.recipient).toBe('ada@example.com');
    expect(shown.payload).toContain('"ada@example.com"');
  });

  it('tells of everybody that it is addressed to, without names', () => {
    const body = JSON.stringify(
      aNotification({
        recipient: ['"Lovelace, Ada" <ada@example.com>', 'kim@'],
        cc: 'max@example.org',
        bcc: ['lee@example.com'],
      }),
    );

    expect(shownLetter(aDeadLetter({ body }), [], masked)).toMatchObject({
      recipient: 'a***@example.com, k***',
      cc: 'm***@example.org',
      bcc: 'l***@example.com',
    });
  });

  it('does not know the attempts of what the emailer did not write', () => {
    const letter = aDeadLetter({ evidence: undefined, receives: 290 });

    expect(shownLetter(letter, [], masked)).toMatchObject({ attempts: null, receives: 290 });
  });
});

describe('formatShow', () => {
  const shown = (letters = [shownLetter(aDeadLetter(), [REDRIVE], masked)]) => ({
    ...PLACE,
    missing: [],
    letters,
  });

  it('shows a dead letter whole', () => {
    const attributes = {
      tenant: { DataType: 'String', StringValue: 'blue' },
      bin: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 255]) },
    };
    const letter = shownLetter(aDeadLetter({ attributes }), [REDRIVE], masked);

    expect(formatShow(shown([letter]), aLayout(80))).toBe(`order-1
  SES refuses the email itself.

reason      message-rejected
error       MessageRejected
recipient   a***@example.com
attempts    1
receives    2
redrives    0
message id  11111111-0000-4000-8000-000000000000

History
  2026-11-24T21:59:00.000Z  published
  2026-11-24T21:59:30.000Z  redriven by                    30 s later
                            arn:aws:iam::1:user/ada
  2026-11-24T22:00:00.000Z  entered the queue              30 s later
  2026-11-24T23:58:59.000Z  last attempt to send it  1 h 58 min later
  2026-11-24T23:59:00.000Z  dead letter                     1 s later

Attributes
  tenant (String)
    blue
  bin (Binary)
    base64 AQL/

Payload
{
  "subject": "Welcome",
  "body": "Hello Ada",
  "recipient": "a***@example.com",
  "id": "order-1"
}
`);
  });

  it('tells the history line by line at 40 columns', () => {
    const history = formatShow(shown(), aLayout(40)).split('History\n')[1]?.split('\n\n')[0];

    expect(history).toBe(`  2026-11-24T21:59:00.000Z
    published
  2026-11-24T21:59:30.000Z
    redriven by arn:aws:iam::1:user/ada,
    30 s later
  2026-11-24T22:00:00.000Z
    entered the queue, 30 s later
  2026-11-24T23:58:59.000Z
    last attempt to send it, 1 h 58 min
    later
  2026-11-24T23:59:00.000Z
    dead letter, 1 s later`);
  });

  it('tells how an action ended that did not finish', () => {
    const letter = shownLetter(aDeadLetter(), [{ ...REDRIVE, state: 'interrupted' }], masked);

    expect(formatShow(shown([letter]), aLayout(120))).toContain(
      'redriven by arn:aws:iam::1:user/ada (interrupted)',
    );
  });

  it('shows all that have the id', () => {
    const letter = shownLetter(aDeadLetter(), [], masked);
    const text = formatShow({ ...shown([letter, letter]), partial: ['It was interrupted.'] }, aLayout(40));

    expect(text).toMatch(/^NOT THE WHOLE PICTURE: It was\ninterrupted\.\n\n2 dead letters\.\n\norder-1\n/);
    expect(text).toContain(`\n\n${'─'.repeat(40)}\n\norder-1\n`);
  });

  it('shows a payload that is no JSON as it is', () => {
    const letter = shownLetter(aDeadLetter({ body: 'no\u001b[2J JSON\r\nat\u009b31m all' }), [], masked);

    expect(formatShow(shown([letter]), aLayout())).toMatch(/\nPayload\nno JSON\nat all\n$/);
  });

  it('shows a payload that is nested deeper than can be written', () => {
    const payload = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const letter = shownLetter(aDeadLetter({ body: payload }), [], masked);

    expect(formatShow(shown([letter]), aLayout())).toContain('\nPayload\n[[[');
  });

  it.each([true, false])('lets nothing harmful through, with recipients shown: %s', (showRecipients) => {
    const message = fc.record({
      MessageId: anyForeignText(),
      Body: fc.oneof(
        anyForeignText(),
        fc.dictionary(anyForeignText(), anyForeignText()).map((body) => JSON.stringify(body)),
        anyJsonText({ keys: ['recipient', 'cc', 'id', 'subject'] }),
      ),
      MessageAttributes: fc.dictionary(
        anyForeignText(),
        fc.record({ DataType: anyForeignText(), StringValue: anyForeignText() }),
      ),
    });
    fc.assert(
      fc.property(message, (found) => {
        const letter = shownLetter(
          readDeadLetter({ ...RECEIVED, ...found }, 'deadLetterQueue'),
          [],
          privacyFor({ showRecipients }),
        );

        expect(formatShow(shown([letter]), aLayout()).replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
      }),
    );
  });
});
