import { MAX_BATCH_ENTRIES, MAX_MESSAGE_BYTES } from '../contract/sns-limits.ts';

/**
 * Puts messages into batches that SNS takes, greedily and in order. A full batch is yielded at once, the last one
 * when the source ends, also when it ends by throwing: what the source has given is never dropped.
 *
 * @param messages each of at most `MAX_MESSAGE_BYTES`.
 */
export async function* batchesOf<Message extends { readonly bytes: number }>(
  messages: AsyncIterable<Message>,
): AsyncGenerator<Message[], void> {
  let batch: Message[] = [];
  let bytes = 0;
  try {
    for await (const message of messages) {
      if (bytes + message.bytes > MAX_MESSAGE_BYTES) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(message);
      bytes += message.bytes;
      if (batch.length === MAX_BATCH_ENTRIES) {
        yield batch;
        batch = [];
        bytes = 0;
      }
    }
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}
