import { describe, expect, it } from '@jest/globals';
import { unwrap } from '../../../contract/envelope.ts';
import { readProvenance } from '../../../contract/evidence.ts';
import { deadLetter, type GivenUp } from '../../../handlers/dead-letter.ts';
import { readRecord } from '../../../handlers/received.ts';
import { anSqsRecord, aStringAttribute } from '../../support/messages/an-sqs-record.ts';

const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead-letters';
const ENTERED = Date.UTC(2027, 0, 15, 8);

const GIVEN_UP: GivenUp = {
  reason: 'message-rejected',
  error: 'MessageRejected',
  id: 'order-1',
  attemptedAt: ENTERED + 1_000,
  at: ENTERED + 1_050,
};

function aReceived(parts: Partial<Parameters<typeof anSqsRecord>[0]> = {}) {
  return readRecord(anSqsRecord({ body: '{"subject":"s"}', enteredAt: ENTERED, ...parts }));
}

function evidenceIn(message: ReturnType<typeof deadLetter>): unknown {
  return JSON.parse(message.MessageAttributes?.mailroom?.StringValue ?? '');
}

describe('deadLetter', () => {
  it('carries the body, and why and when it was given up', () => {
    const message = deadLetter(aReceived({ receiveCount: 2 }), GIVEN_UP, QUEUE_URL);

    expect(message).toMatchObject({ QueueUrl: QUEUE_URL, MessageBody: '{"subject":"s"}' });
    expect(message.MessageAttributes?.mailroom?.DataType).toBe('String');
    expect(evidenceIn(message)).toEqual({
      reason: 'message-rejected',
      error: 'MessageRejected',
      message: 'SES refuses the email itself.',
      attempts: 2,
      entered: '2027-01-15T08:00:00.000Z',
      attempted: '2027-01-15T08:00:01.000Z',
      deadLettered: '2027-01-15T08:00:01.050Z',
      id: 'order-1',
      redrives: 0,
      wrapped: false,
    });
  });

  it('stays in the group of its message', () => {
    expect(deadLetter(aReceived({ messageGroupId: 'tenant-1' }), GIVEN_UP, QUEUE_URL).MessageGroupId).toBe(
      'tenant-1',
    );
    expect(deadLetter(aReceived(), GIVEN_UP, QUEUE_URL)).not.toHaveProperty('MessageGroupId');
  });

  it('says when it was published, where that is known, and nothing of an attempt that was not made', () => {
    const published = '2027-01-15T07:59:59.900Z';
    const mailroom = aStringAttribute(JSON.stringify({ published }));
    const received = aReceived({ messageAttributes: { mailroom } });

    const evidence = evidenceIn(deadLetter(received, { ...GIVEN_UP, attemptedAt: undefined }, QUEUE_URL));

    expect(evidence).toMatchObject({ published });
    expect(evidence).not.toHaveProperty('attempted');
  });

  it('keeps the publisher’s own attributes to the byte', () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    const received = aReceived({
      messageAttributes: {
        kind: aStringAttribute('Grüße 漢字'),
        priority: { ...aStringAttribute('1.50'), dataType: 'Number.int' },
        blob: {
          dataType: 'Binary',
          binaryValue: bytes.toString('base64'),
          stringListValues: [],
          binaryListValues: [],
        },
      },
    });

    expect(deadLetter(received, GIVEN_UP, QUEUE_URL).MessageAttributes).toEqual({
      kind: { DataType: 'String', StringValue: 'Grüße 漢字' },
      priority: { DataType: 'Number.int', StringValue: '1.50' },
      blob: { DataType: 'Binary', BinaryValue: bytes },
      mailroom: expect.anything(),
    });
  });

  it('counts a redrive by the AWS console, which leaves the evidence as it was', () => {
    const first = deadLetter(aReceived(), GIVEN_UP, QUEUE_URL).MessageAttributes?.mailroom?.StringValue ?? '';
    const again = aReceived({ messageAttributes: { mailroom: aStringAttribute(first) } });

    expect(evidenceIn(deadLetter(again, GIVEN_UP, QUEUE_URL))).toMatchObject({ redrives: 1 });
  });

  it('keeps nine attributes beside the evidence, and wraps a message that has ten', () => {
    const attributes = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, aStringAttribute(`value ${n}`)]));

    const nine = deadLetter(aReceived({ messageAttributes: attributes(9) }), GIVEN_UP, QUEUE_URL);
    const ten = deadLetter(aReceived({ messageAttributes: attributes(10) }), GIVEN_UP, QUEUE_URL);

    expect(Object.keys(nine.MessageAttributes ?? {})).toHaveLength(10);
    expect(nine.MessageBody).toBe('{"subject":"s"}');
    expect(Object.keys(ten.MessageAttributes ?? {})).toEqual(['mailroom']);
    expect(readProvenance(ten.MessageAttributes?.mailroom?.StringValue).wrapped).toBe(true);
    expect(unwrap(ten.MessageBody ?? '')).toEqual({
      body: '{"subject":"s"}',
      attributes: Object.fromEntries(
        Array.from({ length: 10 }, (_, n) => [`a${n}`, { dataType: 'String', stringValue: `value ${n}` }]),
      ),
    });
  });

  it('tells more than the reason where there is more to tell', () => {
    const message = deadLetter(
      aReceived(),
      { ...GIVEN_UP, message: 'recipient: expected an email address' },
      QUEUE_URL,
    );

    expect(evidenceIn(message)).toMatchObject({ message: 'recipient: expected an email address' });
  });
});
