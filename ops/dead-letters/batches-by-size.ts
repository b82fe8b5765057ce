import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { OutgoingMessage } from './send.ts';

/**
 * Bytes of all messages of one request.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const MAX_BATCH_BYTES = 1_048_576;

/** Puts what is to be sent into as few requests as its size allows, in its order. */
export function batchesBySize<Item extends { readonly message: OutgoingMessage }>(
  items: readonly Item[],
): Item[][] {
  const batches: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const bytes = bytesOf(item.message);
    if (batches.length === 0 || bytes > room) {
      batches.push([]);
      room = MAX_BATCH_BYTES;
    }
    batches.at(-1)?.push(item);
    room -= bytes;
  }
  return batches;
}

/** The body, and names, types and values of attributes. */
function bytesOf({ MessageBody, MessageAttributes = {} }: OutgoingMessage): number {
  const attributes = Object.entries(MessageAttributes).map(
    ([name, value]) => byteLength(name) + attributeBytes(value),
  );
  return attributes.reduce((sum, bytes) => sum + bytes, byteLength(MessageBody));
}

function attributeBytes({ DataType, StringValue, BinaryValue }: MessageAttributeValue): number {
  return byteLength(DataType) + byteLength(StringValue) + byteLength(BinaryValue);
}

/** What is left out takes none. */
function byteLength(part: string | Uint8Array | undefined): number {
  return part === undefined ? 0 : Buffer.byteLength(part);
}
