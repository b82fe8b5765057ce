import { describe, expect, it } from '@jest/globals';
import { wrap } from '../../../contract/envelope.ts';
import { serializeEvidence } from '../../../contract/evidence.ts';
import { effectiveId, readRecord } from '../../../handlers/received.ts';
import { anSqsRecord, aStringAttribute } from '../../support/messages/an-sqs-record.ts';

const mailroom = (evidence: Parameters<typeof serializeEvidence>[0]) => ({
  mailroom: aStringAttribute(serializeEvidence(evidence)),
});

describe('readRecord', () => {
  it('gives body, the publisher’s own attributes, and the numbers of SQS', () => {
    const kind = aStringAttribute('welcome');
    const record = anSqsRecord({
      body: '{}',
      messageId: 'sqs-1',
      receiveCount: 3,
      enteredAt: 1_800_000_000_000,
      messageAttributes: { kind, ...mailroom({ published: '2027-01-15T08:00:00.000Z' }) },
    });

    expect(readRecord(record)).toEqual({
      messageId: 'sqs-1',
      receiptHandle: 'handle of sqs-1',
      body: '{}',
      attributes: { kind },
      attempts: 3,
      enteredAt: 1_800_000_000_000,
      provenance: { published: '2027-01-15T08:00:00.000Z', redrives: 0, wrapped: false },
    });
  });

  it('takes a message out of its envelope', () => {
    const attributes = { kind: { dataType: 'String', stringValue: 'welcome' } };
    const record = anSqsRecord({
      body: wrap({ body: 'original', attributes }),
      messageAttributes: mailroom({ wrapped: true, redrives: 1 }),
    });

    expect(readRecord(record)).toMatchObject({ body: 'original', attributes });
  });

  it('leaves a body that looks like an envelope as it is, unless the evidence says that it is one', () => {
    const body = wrap({ body: 'original', attributes: {} });

    expect(readRecord(anSqsRecord({ body }))).toMatchObject({ body });
  });

  it('leaves a body as it is that is no envelope, though the evidence says so', () => {
    const record = anSqsRecord({ body: 'plain', messageAttributes: mailroom({ wrapped: true }) });

    expect(readRecord(record)).toMatchObject({ body: 'plain', attributes: {} });
  });
});

describe('effectiveId', () => {
  const aRecord = (parts: Partial<Parameters<typeof anSqsRecord>[0]> = {}) =>
    readRecord(anSqsRecord({ body: '{}', messageId: 'sqs-1', ...parts }));

  it('is the notification’s own, whatever the evidence says', () => {
    const received = aRecord({ messageAttributes: mailroom({ id: 'before' }) });

    expect(effectiveId(received, 'order-1')).toBe('order-1');
  });

  it('is, without one, that under which it was tried before a redrive', () => {
    expect(effectiveId(aRecord({ messageAttributes: mailroom({ id: 'before' }) }), undefined)).toBe('before');
  });

  it('is else the same for every receive of a message, and another one for another message or body', () => {
    const id = effectiveId(aRecord(), undefined);

    expect(effectiveId(aRecord({ receiveCount: 7 }), undefined)).toBe(id);
    expect(effectiveId(aRecord({ messageId: 'sqs-2' }), undefined)).not.toBe(id);
    expect(effectiveId(aRecord({ body: '[]' }), undefined)).not.toBe(id);
    expect(id).toMatch(/^[\w-]{43}$/);
  });
});
