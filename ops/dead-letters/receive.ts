import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { depthOf } from './depth.ts';
import { MAX_ENTRIES } from './in-batches.ts';
import { LEASE_SECONDS, type Leases, MAX_HELD } from './leases.ts';

/** After so many empty answers in a row the rest of what SQS counts is believed not to be there. */
const MAX_EMPTY_RECEIVES = 5;

/**
 * Receives from a queue until it is empty, every message once; each is leased, and whoever gets it settles it or
 * leaves that to `leases`. Several of these may work on one queue with the same `seen`.
 *
 * @param seen the ids of messages that were given before; SQS may deliver one twice, and a lease may have ended.
 * @param signal ends it after the request that is under way.
 * @param count how many messages to ask for at a time.
 */
export async function* receiveUntilEmpty(
  queue: DeadLetterQueue,
  leases: Leases,
  { seen, signal, count = MAX_ENTRIES }: { seen: Set<string>; signal: AbortSignal; count?: number },
): AsyncGenerator<readonly Message[]> {
  let empty = 0;
  while (!signal.aborted && leases.count < MAX_HELD) {
    const messages = await receive(queue, leases, count);
    const unseen = messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    for (const { MessageId = '' } of unseen) seen.add(MessageId);
    if (unseen.length > 0) yield unseen;
    empty = messages.length > 0 ? 0 : empty + 1;
    if (empty > 0 && (await isEmpty(queue, empty))) return;
  }
}

async function receive(
  { sqs, url, waitSeconds }: DeadLetterQueue,
  leases: Leases,
  count: number,
): Promise<readonly Message[]> {
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
  for (const { MessageId = '', ReceiptHandle = '' } of Messages) leases.take(MessageId, ReceiptHandle);
  return Messages;
}

async function isEmpty({ sqs, url }: DeadLetterQueue, emptyReceives: number): Promise<boolean> {
  if (emptyReceives >= MAX_EMPTY_RECEIVES) return true;
  const { visible } = await depthOf(sqs, url);
  return visible === 0;
}
