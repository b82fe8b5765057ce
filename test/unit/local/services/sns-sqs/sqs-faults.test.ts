import { describe, expect, it } from '@jest/globals';
import { sqsEntryFault, sqsFault } from '../../../../../local/services/sns-sqs/faults/sqs-faults.ts';

const HANDLE = '0b1f3a52-1c2d-4e3f-8a9b-0c1d2e3f4a5b';
const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });

describe('what SQS refuses', () => {
  it.each<[string, object, string]>([
    ['CreateQueue', { QueueName: 'a b' }, 'Can only include alphanumeric characters'],
    ['CreateQueue', { QueueName: 'a'.repeat(81) }, '1 to 80 in length'],
    ['CreateQueue', { QueueName: `${'a'.repeat(76)}.fifo` }, '1 to 80 in length'],
    ['CreateQueue', { QueueName: 'a.b' }, 'Can only include alphanumeric characters'],
    ['SendMessage', { DelaySeconds: 901 }, 'DelaySeconds must be >= 0 and <= 900.'],
    ['SendMessage', { DelaySeconds: -1 }, 'Value -1 for parameter DelaySeconds is invalid.'],
    ['SendMessage', { MessageGroupId: 'a b' }, 'MessageGroupId can only include alphanumeric'],
    ['SendMessage', { MessageDeduplicationId: 'a'.repeat(129) }, '1 to 128 in length.'],
    ['SendMessage', { MessageAttributes: { a: text('b', 'Nope') } }, 'has an invalid message attribute type'],
    ['SendMessage', { MessageAttributes: { a: text('') } }, 'must contain non-empty message attribute value'],
    [
      'SendMessage',
      { MessageAttributes: { a: text('x', 'Number') } },
      "Could not cast message attribute 'a'",
    ],
    ['SendMessage', { MessageAttributes: { a: text('x', 'Binary') } }, 'must contain non-empty'],
    ['SendMessage', { MessageAttributes: { 'AWS.a': text('b') } }, 'must not begin with AWS. or Amazon.'],
    ['SendMessage', { MessageAttributes: { 'a..b': text('b') } }, 'must not begin or end with a period'],
    ['SendMessage', { MessageAttributes: { 'a b': text('b') } }, 'can only include alphanumeric characters'],
    [
      'SendMessage',
      { MessageAttributes: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, text('b')])) },
      'Number of message attributes [11] exceeds the allowed maximum [10].',
    ],
    [
      'DeleteMessage',
      { ReceiptHandle: 'abc' },
      'The input receipt handle "abc" is not a valid receipt handle.',
    ],
    ['ChangeMessageVisibility', { ReceiptHandle: 'abc' }, 'is not a valid receipt handle.'],
    [
      'SendMessage',
      { QueueUrl: 'http://localhost/1/news', MessageDeduplicationId: 'd' },
      'The request include parameter that is not valid for this queue type.',
    ],
    [
      'SetQueueAttributes',
      { Attributes: { RedrivePolicy: '{"maxReceiveCount":0}' } },
      'Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.',
    ],
    [
      'CreateQueue',
      { QueueName: 'a', Attributes: { RedrivePolicy: '{"maxReceiveCount":"1001"}' } },
      'Invalid value for maxReceiveCount: 1001',
    ],
  ])('of %s with %j', (operation, body, message) => {
    expect(sqsFault(operation, { ...body })?.message).toContain(message);
  });

  it.each<[string, object]>([
    ['CreateQueue', { QueueName: 'a-b_1' }],
    ['CreateQueue', { QueueName: `${'a'.repeat(75)}.fifo` }],
    ['SendMessage', { MessageBody: 'b' }],
    ['SendMessage', { QueueUrl: 'http://localhost/1/news.fifo', MessageDeduplicationId: 'd' }],
    ['CreateQueue', { QueueName: 'a', Attributes: { RedrivePolicy: '{"maxReceiveCount":"1000"}' } }],
    ['SetQueueAttributes', { Attributes: { RedrivePolicy: '' } }],
    ['SendMessage', { DelaySeconds: 900, MessageGroupId: 'g!1', MessageDeduplicationId: 'd' }],
    ['SendMessage', { MessageAttributes: { a: text('1.5', 'Number.price'), b: text('b', 'String.Array') } }],
    ['SendMessage', { MessageAttributes: { a: { DataType: 'Binary.gif', BinaryValue: 'AA==' } } }],
    ['DeleteMessage', { ReceiptHandle: HANDLE }],
    ['ReceiveMessage', { WaitTimeSeconds: 20 }],
  ])('is nothing of %s with %j', (operation, body) => {
    expect(sqsFault(operation, { ...body })).toBeUndefined();
  });

  it('of an entry of a batch is the same, and not the whole batch', () => {
    expect(sqsEntryFault('SendMessageBatch', { DelaySeconds: 901 })?.code).toBe('InvalidParameterValue');
    expect(sqsEntryFault('DeleteMessageBatch', { ReceiptHandle: 'abc' })?.code).toBe(
      'ReceiptHandleIsInvalid',
    );
    expect(sqsEntryFault('DeleteMessageBatch', { ReceiptHandle: HANDLE })).toBeUndefined();
    expect(sqsFault('SendMessageBatch', { Entries: [{ DelaySeconds: 901 }] })).toBeUndefined();
  });
});
