import { describe, expect, it } from '@jest/globals';
import { unwrap, wrap } from '../../../../contract/envelope.ts';
import { readEvidence, readProvenance, serializeEvidence } from '../../../../contract/evidence.ts';
import { readRecord } from '../../../../handlers/received.ts';
import { idOf, readDeadLetter } from '../../../../ops/dead-letters/dead-letter.ts';
import { outgoingMessage } from '../../../../ops/redrive/outgoing.ts';
import { aNotification } from '../../../support/messages/a-notification.ts';
import { anSqsRecord } from '../../../support/messages/an-sqs-record.ts';
import { someEvidence } from '../../../support/messages/dead-letter-queues.ts';

const PAYLOAD = JSON.stringify(aNotification());

const tenAttributes = Object.fromEntries(
  Array.from({ length: 10 }, (_, n) =>
    n === 0
      ? ['bytes', { DataType: 'Binary', BinaryValue: new Uint8Array([0, 200]) }]
      : [`attribute-${n}`, { DataType: 'String', StringValue: String(n) }],
  ),
);

function aLetter(parts: { Body?: string; attributes?: object; mailroom?: string; system?: object } = {}) {
  const { Body = PAYLOAD, attributes = {}, mailroom, system } = parts;
  const own = mailroom && { mailroom: { DataType: 'String', StringValue: mailroom } };
  return readDeadLetter(
    {
      MessageId: 'message-1',
      ReceiptHandle: 'handle-1',
      Body,
      MessageAttributes: { ...attributes, ...(own || {}) },
      Attributes: { SentTimestamp: String(Date.now()), ...system },
    },
    'deadLetterQueue',
  );
}

const mailroomOf = ({ MessageAttributes = {} }: ReturnType<typeof outgoingMessage>) =>
  MessageAttributes.mailroom?.StringValue;

describe('the message by which a dead letter goes back', () => {
  it('tells the emailer of one redrive more, though it read the same message before', () => {
    const sent = outgoingMessage(aLetter({ mailroom: serializeEvidence(someEvidence({ redrives: 3 })) }));
    expect(readProvenance(mailroomOf(sent))).toMatchObject({ redrives: 4, id: 'order-1' });
    expect(readEvidence(mailroomOf(sent))?.deadLettered).toBeUndefined();
  });

  it('carries the id by which what the queue moved was tried before', () => {
    const letter = aLetter();
    expect(readProvenance(mailroomOf(outgoingMessage(letter)))).toEqual({
      id: idOf(letter),
      redrives: 1,
      wrapped: false,
    });
  });

  it.each([
    ['Root=1-a-b;Parent=c;Sampled=1;Lineage=a87bd80c:15|68fd508a:5', 'Root=1-a-b;Parent=c;Sampled=1'],
    ['Root=1-a-b; Lineage=1:a87bd80c:15;Sampled=0', 'Root=1-a-b;Sampled=0'],
    ['Lineage=25:a87bd80c:15', undefined],
  ])('begins a new chain of requests after %s', (AWSTraceHeader, kept) => {
    const { MessageSystemAttributes } = outgoingMessage(aLetter({ system: { AWSTraceHeader } }));
    expect(MessageSystemAttributes?.AWSTraceHeader?.StringValue).toBe(kept);
  });

  it('keeps group and trace', () => {
    const system = { MessageGroupId: 'tenant-1', AWSTraceHeader: 'Root=1' };
    expect(outgoingMessage(aLetter({ system }))).toMatchObject({
      MessageGroupId: 'tenant-1',
      MessageSystemAttributes: { AWSTraceHeader: { StringValue: 'Root=1' } },
    });
  });

  it('puts ten attributes of a publisher into an envelope, out of which the emailer takes them', () => {
    const sent = outgoingMessage(aLetter({ attributes: tenAttributes }));
    expect(Object.keys(sent.MessageAttributes ?? {})).toEqual(['mailroom']);
    const received = readRecord(
      anSqsRecord({
        body: sent.MessageBody ?? '',
        messageAttributes: {
          mailroom: { dataType: 'String', stringValue: mailroomOf(sent) ?? '' },
        },
      }),
    );
    expect(received.body).toBe(PAYLOAD);
    expect(Object.keys(received.attributes)).toHaveLength(10);
    expect(received.attributes.bytes).toEqual({ dataType: 'Binary', binaryValue: 'AMg=' });
    expect(received.attributes['attribute-9']).toEqual({ dataType: 'String', stringValue: '9' });
  });

  it('leaves what lies in an envelope there, and patches it there', () => {
    const attributes = { a: { dataType: 'String', stringValue: '1' } };
    const letter = aLetter({
      Body: wrap({ body: PAYLOAD, attributes }),
      mailroom: serializeEvidence(someEvidence({ wrapped: true })),
    });
    expect(outgoingMessage(letter).MessageBody).toBe(letter.body);
    expect(unwrap(outgoingMessage(letter, 'patched').MessageBody ?? '')).toEqual({
      body: 'patched',
      attributes,
    });
    expect(readProvenance(mailroomOf(outgoingMessage(letter)))).toMatchObject({ wrapped: true, redrives: 1 });
  });
});
