import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';

/** Where the messages of an event come from. */
export interface EventSource {
  readonly queueArn: string;
  readonly region: string;
}

/** A record, as far as the local stack itself reads it. */
export interface SqsRecord {
  readonly body: string | undefined;
  readonly [name: string]: unknown;
}

/**
 * The record that a function finds in its event for one received message.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function sqsRecord(message: Message, { queueArn, region }: EventSource): SqsRecord {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: mapValues(message.MessageAttributes ?? {}, recordAttribute),
    md5OfMessageAttributes: message.MD5OfMessageAttributes,
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function recordAttribute({ DataType, StringValue, BinaryValue }: MessageAttributeValue): object {
  return {
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

function mapValues<In, Out>(object: Record<string, In>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
