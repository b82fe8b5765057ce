import { InvalidNotificationError } from '../contract/notification.ts';
import { batchesOf } from './batches.ts';
import { type OutgoingMessage, toOutgoingMessage } from './outgoing-message.ts';
import { PublishInterruptedError, type PublishResult } from './publish-result.ts';
import { describeThrown } from './thrown.ts';

/** Hides the latency of a request: some 1,600 messages a second, where SNS answers in 25 ms and throttles nothing. */
const MAX_BATCHES_IN_FLIGHT = 4;

interface IndexedMessage extends OutgoingMessage {
  readonly index: number;
}

/**
 * Publishes all notifications of `source` in batches, a few of them at a time, reading the source no faster.
 *
 * @param send gives a result for each message of one batch, in order, and never rejects.
 * @returns a result for each notification, in order.
 * @throws TypeError where `source` cannot be iterated.
 * @throws PublishInterruptedError where the source itself throws, once all that it had given has its result.
 */
export async function publishAll(
  source: Iterable<unknown> | AsyncIterable<unknown>,
  attributeBytes: number,
  send: (messages: readonly OutgoingMessage[]) => Promise<PublishResult[]>,
): Promise<PublishResult[]> {
  assertIterable(source);
  const results: PublishResult[] = [];
  const inFlight = new Set<Promise<void>>();
  const sendAndRecord = async (batch: readonly IndexedMessage[]) => {
    for (const [position, result] of (await send(batch)).entries()) {
      const { index } = batch[position] as IndexedMessage;
      results[index] = result;
    }
  };
  try {
    for await (const batch of batchesOf(validMessages(source, attributeBytes, results))) {
      const sending: Promise<void> = sendAndRecord(batch).finally(() => inFlight.delete(sending));
      inFlight.add(sending);
      if (inFlight.size >= MAX_BATCHES_IN_FLIGHT) await Promise.race(inFlight);
    }
  } catch (cause) {
    await Promise.all(inFlight);
    throw new PublishInterruptedError(results, cause);
  }
  await Promise.all(inFlight);
  return results;
}

function assertIterable(source: unknown): void {
  const { [Symbol.iterator]: iterator, [Symbol.asyncIterator]: asyncIterator } = Object(source);
  if (typeof iterator === 'function' || typeof asyncIterator === 'function') return;
  throw new TypeError('publishAll expects an iterable of notifications; publish takes a single one.');
}

/** Yields what can be sent; what cannot be is recorded in `results` at once. */
async function* validMessages(
  source: Iterable<unknown> | AsyncIterable<unknown>,
  attributeBytes: number,
  results: PublishResult[],
): AsyncGenerator<IndexedMessage, void> {
  let index = 0;
  for await (const input of source) {
    const checked = check(input, attributeBytes);
    if ('body' in checked) yield { ...checked, index };
    else results[index] = checked;
    index += 1;
  }
}

/** A getter of the caller's may throw anything; that too is the fault of this one notification. */
function check(input: unknown, attributeBytes: number): OutgoingMessage | PublishResult {
  try {
    return toOutgoingMessage(input, attributeBytes);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(describeThrown(thrown), { cause: thrown });
    const id = error instanceof InvalidNotificationError ? error.notificationId : undefined;
    return { status: 'failed', id, error };
  }
}
