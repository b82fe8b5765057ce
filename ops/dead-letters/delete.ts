import { DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

const ATTEMPTS = 3;

/** What became of letters that were to be deleted. */
export interface Deletion {
  /** Those that are still in the queue. */
  readonly left: readonly DeadLetter[];
  /** Why SQS refused the last request as a whole, as it would the next; `undefined` where it answered. */
  readonly fault?: Error | undefined;
}

/** Deletes at most ten dead letters, in a few attempts; never rejects. */
export async function deleteLetters(
  { sqs, url }: DeadLetterQueue,
  letters: readonly DeadLetter[],
): Promise<Deletion> {
  let left = letters;
  let fault: Error | undefined;
  for (let attempt = 0; attempt < ATTEMPTS && left.length > 0; attempt += 1) {
    const batch = left;
    const Entries = batch.map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
    }));
    try {
      const { Successful = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      const deleted = new Set(Successful.map(({ Id }) => Number(Id)));
      left = batch.filter((_, index) => !deleted.has(index));
      fault = undefined;
    } catch (error) {
      fault = error as Error;
    }
  }
  return { left, fault };
}
