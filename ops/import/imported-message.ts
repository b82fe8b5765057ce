import { createHash } from 'node:crypto';
import { type DeadLetter, idOf } from '../dead-letters/dead-letter.ts';
import { messageOf } from '../dead-letters/message.ts';
import { plainAttributes } from '../dead-letters/plain-attributes.ts';
import type { OutgoingMessage } from '../dead-letters/send.ts';

/**
 * The message by which a dead letter comes into the dead-letter queue again: as it was, with its evidence. Its id is
 * written down, since one that follows from the id of the message would be another from now on.
 */
export function importedMessage(letter: DeadLetter): OutgoingMessage {
  const { evidence, provenance, traceHeader } = letter;
  return messageOf(letter, { evidence: { ...provenance, ...evidence, id: idOf(letter) }, traceHeader });
}

/** The same for what is one dead letter, in a file or in the queue, however often it was exported and imported. */
export function digestOf(letter: DeadLetter): string {
  const { MessageBody, MessageAttributes = {}, MessageGroupId } = importedMessage(letter);
  const attributes = Object.entries(plainAttributes(MessageAttributes as DeadLetter['attributes'])).sort(
    ([one], [other]) => (one < other ? -1 : 1),
  );
  return createHash('sha256')
    .update(JSON.stringify([MessageBody, attributes, MessageGroupId]))
    .digest('base64');
}
