import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { type DeadLetter, readDeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { depthOf } from './depth.ts';
import { MAX_ENTRIES } from './in-batches.ts';
import { LEASE_SECONDS, type Leases, MAX_HELD } from './leases.ts';

/** After so many empty answers in a row the rest of what SQS counts is believed not to be there. */
const MAX_EMPTY_RECEIVES = 5;

/**
 * Receives from a queue until it is empty, every dead letter once; each is leased, and whoever gets it settles it or
 * leaves that to `leases`. Several of these may work on one queue with the same `seen`.
 *
 * @param seen SQS's ids of messages that were given before; SQS may deliver one twice, and a lease may have ended.
 * @param signal ends it after the request that is under way.
 * @param count how many messages to ask for at a time.
 */
export async function* receiveUntilEmpty(
  queue: DeadLetterQueue,
  leases: Leases,
  { seen, signal, count = MAX_ENTRIES }: { seen: Set<string>; signal: AbortSignal; count?: number },
): AsyncGenerator<readonly DeadLetter[]> {
  let empty = 0;
  while (!signal.aborted && leases.count < MAX_HELD) {
    const letters = await receive(queue, leases, count);
    const unseen = letters.filter(({ messageId }) => !seen.has(messageId));
    for (const { messageId } of unseen) seen.add(messageId);
    if (unseen.length > 0) yield unseen;
    empty = letters.length > 0 ? 0 : empty + 1;
    if (empty > 0 && (await isEmpty(queue, empty))) return;
  }
}

async function receive(
  { sqs, url, kind, waitSeconds }: DeadLetterQueue,
  leases: Leases,
  count: number,
): Promise<readonly DeadLetter[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: count,
    VisibilityTimeout: LEASE_SECONDS,
    WaitTimeSeconds: waitSeconds,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  // Not aborted with the rest: its messages may be hidden already, and only its answer tells how to give them back.
  const { Messages = [] } = await sqs.send(command);
  const letters = Messages.map((message) => readDeadLetter(message, kind));
  for (const { messageId, receiptHandle } of letters) leases.take(messageId, receiptHandle);
  return letters;
}

async function isEmpty({ sqs, url }: DeadLetterQueue, emptyReceives: number): Promise<boolean> {
  if (emptyReceives >= MAX_EMPTY_RECEIVES) return true;
  const { visible } = await depthOf(sqs, url);
  return visible === 0;
}
