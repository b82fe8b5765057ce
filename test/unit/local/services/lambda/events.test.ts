import { describe, expect, it } from '@jest/globals';
import { snsEvent } from '../../../../../local/services/lambda/sns-event.ts';
import { sqsRecord } from '../../../../../local/services/lambda/sqs-event.ts';

const SOURCE = { queueArn: 'arn:aws:sqs:eu-west-1:000000000000:jobs', region: 'eu-west-1' };

describe('sqsRecord', () => {
  it('has every field that Lambda gives it', () => {
    const record = sqsRecord(
      {
        MessageId: 'm-1',
        ReceiptHandle: 'handle',
        Body: '{"a":1}',
        MD5OfBody: 'body',
        MD5OfMessageAttributes: 'attributes',
        Attributes: { ApproximateReceiveCount: '2', SentTimestamp: '1545082649183' },
        MessageAttributes: {
          text: { DataType: 'String', StringValue: 'é' },
          number: { DataType: 'Number', StringValue: '5' },
          bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
        },
      },
      SOURCE,
    );

    const lists = { stringListValues: [], binaryListValues: [] };
    expect(record).toEqual({
      messageId: 'm-1',
      receiptHandle: 'handle',
      body: '{"a":1}',
      attributes: { ApproximateReceiveCount: '2', SentTimestamp: '1545082649183' },
      messageAttributes: {
        text: { stringValue: 'é', ...lists, dataType: 'String' },
        number: { stringValue: '5', ...lists, dataType: 'Number' },
        bytes: { binaryValue: 'AP8=', ...lists, dataType: 'Binary' },
      },
      md5OfBody: 'body',
      md5OfMessageAttributes: 'attributes',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:jobs',
      awsRegion: 'eu-west-1',
    });
  });

  it('has no hash of attributes where the message has none', () => {
    const record = JSON.parse(JSON.stringify(sqsRecord({ MessageId: 'm-1', Body: 'b' }, SOURCE)));

    expect(record).toMatchObject({ attributes: {}, messageAttributes: {} });
    expect(Object.keys(record)).not.toContain('md5OfMessageAttributes');
  });
});

describe('snsEvent', () => {
  const ENVELOPE = {
    Type: 'Notification',
    MessageId: 'n-1',
    TopicArn: 'arn:aws:sns:eu-west-1:000000000000:topic',
    Message: 'text',
    Timestamp: '2026-11-23T00:00:00.000Z',
    SignatureVersion: '1',
    Signature: 'signature',
    SigningCertURL: 'https://cert',
    UnsubscribeURL: 'https://unsubscribe',
  };

  const recordOf = (envelope: object) => {
    const { Records } = snsEvent({ Body: JSON.stringify(envelope) }, 'arn:subscription') as {
      Records: unknown[];
    };
    return Records;
  };

  it('has every field that Lambda gives it, under its names', () => {
    const MessageAttributes = { tenant: { Type: 'String', Value: 'acme' } };

    expect(recordOf({ ...ENVELOPE, Subject: 'Hello', MessageAttributes })).toEqual([
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: 'arn:subscription',
        Sns: {
          Type: 'Notification',
          MessageId: 'n-1',
          TopicArn: 'arn:aws:sns:eu-west-1:000000000000:topic',
          Subject: 'Hello',
          Message: 'text',
          Timestamp: '2026-11-23T00:00:00.000Z',
          SignatureVersion: '1',
          Signature: 'signature',
          SigningCertUrl: 'https://cert',
          UnsubscribeUrl: 'https://unsubscribe',
          MessageAttributes,
        },
      },
    ]);
  });

  it('has a subject of null and no attributes where the message has none', () => {
    expect(recordOf(ENVELOPE)).toMatchObject([{ Sns: { Subject: null, MessageAttributes: {} } }]);
  });
});
