import { DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

const ATTEMPTS = 3;

/** Deletes at most ten dead letters; never rejects. @returns those that could not be deleted. */
export async function deleteLetters(
  { sqs, url }: DeadLetterQueue,
  letters: readonly DeadLetter[],
): Promise<readonly DeadLetter[]> {
  let left = letters;
  for (let attempt = 0; attempt < ATTEMPTS && left.length > 0; attempt += 1) {
    const batch = left;
    const Entries = batch.map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
    }));
    const result = await sqs
      .send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }))
      .catch(() => null);
    const deleted = new Set(result?.Successful?.map(({ Id }) => Number(Id)) ?? []);
    left = batch.filter((_, index) => !deleted.has(index));
  }
  return left;
}
