import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { type Envelope, unwrap, wrap } from '../../contract/envelope.ts';
import { MAILROOM_ATTRIBUTE, serializeEvidence } from '../../contract/evidence.ts';
import { MAX_PUBLISHER_ATTRIBUTES } from '../../contract/sns-limits.ts';
import { type DeadLetter, idOf, type MessageAttributes, payloadOf } from '../dead-letters/dead-letter.ts';
import { plainAttributes } from '../dead-letters/plain-attributes.ts';

/**
 * The message by which a dead letter goes back to the queue: its own body and attributes, and its evidence with one
 * redrive more. The evidence no longer says when it was dead-lettered, which to the emailer would be a redrive by
 * somebody who does not count. What has no room for the evidence travels in an envelope, which the emailer opens; what
 * lies in one already stays there.
 *
 * @param payload in place of the dead letter's own.
 */
export function outgoingMessage(
  letter: DeadLetter,
  payload: string = payloadOf(letter),
): Omit<SendMessageBatchRequestEntry, 'Id'> {
  const { [MAILROOM_ATTRIBUTE]: _, ...others } = letter.attributes;
  const needsEnvelope = !letter.provenance.wrapped && Object.keys(others).length > MAX_PUBLISHER_ATTRIBUTES;
  const wrapped = letter.provenance.wrapped || needsEnvelope;
  const { messageGroupId } = letter;
  const traceHeader = newChain(letter.traceHeader);
  return {
    MessageBody: wrapped ? wrap({ ...envelopeOf(letter, others), body: payload }) : payload,
    MessageAttributes: {
      ...(wrapped ? {} : others),
      [MAILROOM_ATTRIBUTE]: { DataType: 'String', StringValue: provenanceOf(letter, wrapped) },
    },
    ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
    ...(traceHeader !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } },
    }),
  };
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

function provenanceOf(letter: DeadLetter, wrapped: boolean): string {
  const { evidence, provenance } = letter;
  const known = { ...provenance, ...evidence, deadLettered: undefined };
  return serializeEvidence({ ...known, id: idOf(letter), redrives: provenance.redrives + 1, wrapped });
}

/** What lies in the letter's envelope, or what is put into one. */
function envelopeOf({ body, provenance }: DeadLetter, others: MessageAttributes): Envelope {
  const inside = provenance.wrapped ? unwrap(body) : undefined;
  return inside ?? { body, attributes: plainAttributes(others) };
}
