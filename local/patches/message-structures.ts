import { createHash } from 'node:crypto';
import type { StoredMessage, StoredQueue } from './fauxqs-queues.ts';

/** The parts of fauxqs by which topics find the queues to which they deliver. */
export interface StructuringParts {
  readonly sqsStore: { getQueueByArn(arn: string): StoredQueue | undefined };
}

/**
 * The tag of a queue that stands in the place of another endpoint: the protocol of that endpoint's subscription.
 */
export const PROTOCOL_TAG = 'mailroom:protocol';

/**
 * Has a queue that stands in the place of a function or an email address get what a message of the structure `json` has for
 * that protocol. fauxqs knows no structure of messages, and none but queues. Delete when it delivers by protocol.
 *
 * @param textFor what a message that is being published says to a protocol, by its text for queues; `undefined` where it says
 * the same to all.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export function deliverByProtocol(
  { sqsStore }: StructuringParts,
  textFor: (text: string, protocol: string) => string | undefined,
): void {
  const { getQueueByArn } = sqsStore;
  sqsStore.getQueueByArn = (arn) => {
    const queue = getQueueByArn.call(sqsStore, arn);
    const protocol = queue?.tags.get(PROTOCOL_TAG);
    if (!queue || protocol === undefined) return queue;
    return Object.assign(Object.create(queue), {
      nextSequenceNumber: () => queue.nextSequenceNumber(),
      enqueue: (message: StoredMessage) => queue.enqueue(saying(message, (text) => textFor(text, protocol))),
    });
  };
}

/** A message in SNS's envelope with another text in it, if there is one. */
function saying(message: StoredMessage, textFor: (text: string) => string | undefined): StoredMessage {
  const envelope = JSON.parse(message.body) as { readonly Message: string };
  const text = textFor(envelope.Message);
  if (text === undefined) return message;
  const body = JSON.stringify({ ...envelope, Message: text });
  return Object.assign(message, { body, md5OfBody: createHash('md5').update(body).digest('hex') });
}
