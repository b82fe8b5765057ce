import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';

/** A whole SQS record, as a subscription with raw delivery makes it. */
export function anSqsRecord(parts: {
  body: string;
  messageId?: string;
  receiveCount?: number;
  /** When it entered the queue, in milliseconds since the epoch. @default now */
  enteredAt?: number;
  messageAttributes?: SQSMessageAttributes;
  messageGroupId?: string;
}): SQSRecord {
  const enteredAt = String(parts.enteredAt ?? Date.now());
  return {
    messageId: parts.messageId ?? '059f36b4-87a3-44ab-83d2-661975830a7d',
    receiptHandle: `handle of ${parts.messageId ?? '059f36b4-87a3-44ab-83d2-661975830a7d'}`,
    body: parts.body,
    attributes: {
      ApproximateReceiveCount: String(parts.receiveCount ?? 1),
      SentTimestamp: enteredAt,
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: enteredAt,
      ...(parts.messageGroupId !== undefined && { MessageGroupId: parts.messageGroupId }),
    },
    messageAttributes: parts.messageAttributes ?? {},
    md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:queue',
    awsRegion: 'eu-central-1',
  };
}

/** A String attribute as an SQS event has it. */
export function aStringAttribute(stringValue: string): SQSMessageAttributes[string] {
  return { dataType: 'String', stringValue, stringListValues: [], binaryListValues: [] };
}
