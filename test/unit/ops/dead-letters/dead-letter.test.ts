import { createHash } from 'node:crypto';
import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wrap } from '../../../../contract/envelope.ts';
import { serializeEvidence } from '../../../../contract/evidence.ts';
import {
  addresseesOf,
  type DeadLetter,
  deadLetteredAt,
  domainOf,
  errorOf,
  explanationOf,
  idOf,
  payloadOf,
  readDeadLetter,
  reasonOf,
} from '../../../../ops/dead-letters/dead-letter.ts';
import { exportLineOf } from '../../../../ops/dead-letters/export-line.ts';
import { anyJsonText } from '../../../support/any/any-json.ts';
import { cases } from '../../../support/any/cases.ts';
import { aNotification } from '../../../support/messages/a-notification.ts';
import { someEvidence } from '../../../support/messages/dead-letter-queues.ts';

it('explains a dead letter by what SES said, too', () => {
  const evidence = someEvidence({
    reason: 'message-rejected',
    message: 'Refused.',
    said: 'Potential virus detected',
  });

  expect(explanationOf(readDeadLetter(aMessage({}, JSON.stringify(evidence)), 'deadLetterQueue'))).toBe(
    'Refused. SES said: Potential virus detected',
  );
});

const SENT = Date.parse('2026-11-24T10:00:00.000Z');

function aMessage(parts: Partial<Message> = {}, mailroom?: string): Message {
  return {
    MessageId: 'message-1',
    ReceiptHandle: 'handle-1',
    Body: JSON.stringify(aNotification()),
    Attributes: { SentTimestamp: String(SENT), ApproximateReceiveCount: '3' },
    ...(mailroom !== undefined && {
      MessageAttributes: { mailroom: { DataType: 'String', StringValue: mailroom } },
    }),
    ...parts,
  };
}

const evidence = (parts = {}) =>
  serializeEvidence(someEvidence({ deadLettered: new Date(SENT - 20).toISOString(), ...parts }));

/** What is stored of a dead letter, and all that follows from it. */
const factsOf = (letter: DeadLetter) => ({
  ...letter,
  id: idOf(letter),
  reason: reasonOf(letter),
  error: errorOf(letter),
  explanation: explanationOf(letter),
  redrives: letter.provenance.redrives,
  deadLetteredAt: deadLetteredAt(letter),
  payload: payloadOf(letter),
  recipients: addresseesOf(letter).to,
});

const read = (...[message, queue]: Parameters<typeof readDeadLetter>) =>
  factsOf(readDeadLetter(message, queue));

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

describe('a dead letter that the emailer wrote', () => {
  it('says why, when and how often', () => {
    expect(read(aMessage({}, evidence({ redrives: 2 })), 'deadLetterQueue')).toMatchObject({
      id: 'order-1',
      reason: 'message-rejected',
      error: 'MessageRejected',
      explanation: 'SES refuses the email itself.',
      redrives: 2,
      receives: 3,
      deadLetteredAt: new Date(SENT - 20),
      sentAt: new Date(SENT),
      recipients: ['ada@example.com'],
    });
  });

  it('is known by the id in its payload', () => {
    const Body = JSON.stringify(aNotification({ id: 'own' }));
    expect(read(aMessage({ Body }, evidence()), 'deadLetterQueue').id).toBe('own');
  });

  it('is looked for in its envelope', () => {
    const payload = JSON.stringify(aNotification({ id: 'wrapped', recipient: 'eve@example.org' }));
    const Body = wrap({ body: payload, attributes: {} });
    const letter = read(aMessage({ Body }, evidence({ wrapped: true })), 'deadLetterQueue');

    expect(letter).toMatchObject({ id: 'wrapped', payload, body: Body, recipients: ['eve@example.org'] });
  });
});

describe('a dead letter with an attribute that the SDK cannot read', () => {
  it('is read without it', () => {
    const MessageAttributes = Object.fromEntries([
      ['__proto__', undefined],
      ['kind', { DataType: 'String', StringValue: 'welcome' }],
    ]) as unknown as NonNullable<Message['MessageAttributes']>;
    const letter = readDeadLetter(aMessage({ MessageAttributes }), 'deadLetterQueue');

    expect(Object.entries(letter.attributes)).toEqual([
      ['kind', { DataType: 'String', StringValue: 'welcome' }],
    ]);
    expect(exportLineOf(letter).attributes).toEqual({ kind: { dataType: 'String', stringValue: 'welcome' } });
  });
});

describe('a dead letter that the queue moved by itself', () => {
  const moved = { reason: 'moved-by-queue', error: '', deadLetteredAt: new Date(SENT) };

  it('has no evidence', () => {
    expect(read(aMessage(), 'deadLetterQueue')).toMatchObject({ ...moved, redrives: 0 });
  });

  it('has none either where it only says when it was published', () => {
    const mailroom = serializeEvidence({ published: '2026-11-24T09:00:00.000Z', redrives: 1, id: 'before' });
    expect(read(aMessage({}, mailroom), 'deadLetterQueue')).toMatchObject({
      ...moved,
      redrives: 1,
      id: 'before',
    });
  });

  it('is not taken for what it was before it was sent back by the console, which counts as a redrive', () => {
    const Attributes = { SentTimestamp: String(SENT), DeadLetterQueueSourceArn: 'arn:aws:sqs:r:a:queue' };
    expect(read(aMessage({ Attributes }, evidence()), 'deadLetterQueue')).toMatchObject({
      ...moved,
      redrives: 1,
    });
  });

  it('has the id by which the emailer would have known it, so that it is sent once all the same', () => {
    const message = aMessage();
    expect(read(message, 'deadLetterQueue').id).toBe(digest(`message-1\n${message.Body}`));
  });

  it('has that id also where the id of the payload is none', () => {
    const Body = JSON.stringify({ ...aNotification(), id: 'x'.repeat(256) });
    expect(read(aMessage({ Body }), 'deadLetterQueue').id).toBe(digest(`message-1\n${Body}`));
  });
});

describe('what SNS could not deliver', () => {
  it('tells no error: SNS writes none, and an attribute of that name is the publisher’s', () => {
    const MessageAttributes = { ErrorCode: { DataType: 'String', StringValue: 'AccessDenied' } };
    expect(read(aMessage({ MessageAttributes }), 'undeliveredQueue')).toMatchObject({
      reason: 'undelivered',
      error: '',
    });
  });
});

it('reads whatever is there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (Body, mailroom) => {
      const letter = read(aMessage({ Body }, mailroom), 'deadLetterQueue');
      expect(letter).toMatchObject({ body: Body, payload: Body });
    }),
  );
});

it('reads, and exports, whatever JSON is there', () => {
  const anyBody = anyJsonText({
    keys: ['recipient', 'cc', 'id', 'body', 'attributes', 'dataType', 'stringValue'],
  });
  const anyEvidence = anyJsonText({
    keys: ['reason', 'error', 'message', 'attempts', 'deadLettered', 'entered', 'redrives', 'wrapped', 'id'],
    texts: ['expired', '2026-11-24T10:00:00.000Z'],
  });
  fc.assert(
    fc.property(
      anyBody,
      anyEvidence,
      fc.constantFrom('deadLetterQueue', 'undeliveredQueue'),
      (Body, mailroom, kind) => {
        const letter = read(aMessage({ Body }, mailroom), kind);
        const { id, reason, error, explanation, payload } = letter;

        expect([id, reason, error, explanation, payload].every((text) => typeof text === 'string')).toBe(
          true,
        );
        expect(exportLineOf(letter).body).toBe(Body);
      },
    ),
    { numRuns: cases(300) },
  );
});

it.each([
  [{}, { to: [], cc: [], bcc: [] }],
  [
    { recipient: 'a', cc: ['b', 1, 'c'], bcc: { d: 'e' } },
    { to: ['a'], cc: ['b', 'c'], bcc: [] },
  ],
])('names whoever a payload names: %j', (payload, addressees) => {
  const letter = readDeadLetter(aMessage({ Body: JSON.stringify(payload) }), 'deadLetterQueue');

  expect(addresseesOf(letter)).toEqual(addressees);
});

describe('domainOf', () => {
  it.each([
    ['ada@Example.COM', 'example.com'],
    ['Ada <ada@example.com>', 'example.com'],
    ['Zoë <zoe@Bücher.example>', 'xn--bcher-kva.example'],
    ['"a@b"@example.com', 'example.com'],
    ['no address', undefined],
  ])('of %p is %p', (recipient, domain) => {
    expect(domainOf(recipient)).toBe(domain);
  });
});
