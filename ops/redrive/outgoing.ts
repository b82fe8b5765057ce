import { type DeadLetter, idOf } from '../dead-letters/dead-letter.ts';
import { messageOf } from '../dead-letters/message.ts';
import type { OutgoingMessage } from '../dead-letters/send.ts';

/**
 * The message by which a dead letter goes back to the queue: its own body and attributes, and its evidence with one
 * redrive more. The evidence no longer says when it was dead-lettered, which to the emailer would be a redrive by
 * somebody who does not count.
 *
 * @param payload in place of the dead letter's own.
 */
export function outgoingMessage(letter: DeadLetter, payload?: string): OutgoingMessage {
  const { evidence, provenance } = letter;
  const redrives = provenance.redrives + 1;
  return messageOf(letter, {
    payload,
    evidence: { ...provenance, ...evidence, deadLettered: undefined, id: idOf(letter), redrives },
    traceHeader: newChain(letter.traceHeader),
  });
}

/**
 * A trace header as the begin of a chain of requests: without its `Lineage`, which counts how often functions were
 * invoked in the one before. After about 16 Lambda takes it for a loop, and refuses the message and its batch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
function newChain(traceHeader: string | undefined): string | undefined {
  const kept = traceHeader?.split(';').filter((part) => !/^\s*lineage=/i.test(part));
  return kept?.join(';') || undefined;
}
