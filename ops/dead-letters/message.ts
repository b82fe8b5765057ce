import { type Envelope, unwrap, wrap } from '../../contract/envelope.ts';
import type { Evidence } from '../../contract/evidence.ts';
import { MAILROOM_ATTRIBUTE, serializeEvidence } from '../../contract/evidence.ts';
import { MAX_PUBLISHER_ATTRIBUTES } from '../../contract/sns-limits.ts';
import { type DeadLetter, type MessageAttributes, payloadOf } from './dead-letter.ts';
import { plainAttributes } from './plain-attributes.ts';
import type { OutgoingMessage } from './send.ts';

/** What a message of a dead letter is made of, beside the dead letter. */
export interface MessageParts {
  /** In place of the dead letter's own. */
  readonly payload?: string | undefined;
  /** What Mailroom's own attribute says. */
  readonly evidence: Partial<Evidence>;
  readonly traceHeader: string | undefined;
}

/**
 * A dead letter as a message with its own body and attributes. What has no room for Mailroom's own attribute travels in
 * an envelope, which the emailer opens; what lies in one already stays there.
 */
export function messageOf(
  letter: DeadLetter,
  { payload, evidence, traceHeader }: MessageParts,
): OutgoingMessage {
  const { [MAILROOM_ATTRIBUTE]: _, ...others } = letter.attributes;
  const { messageGroupId, provenance } = letter;
  const wrapped = provenance.wrapped || Object.keys(others).length > MAX_PUBLISHER_ATTRIBUTES;
  const body = payload ?? payloadOf(letter);
  return {
    MessageBody: wrapped ? wrap({ ...envelopeOf(letter, others), body }) : body,
    MessageAttributes: {
      ...(wrapped ? {} : others),
      [MAILROOM_ATTRIBUTE]: { DataType: 'String', StringValue: serializeEvidence({ ...evidence, wrapped }) },
    },
    ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
    ...(traceHeader !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } },
    }),
  };
}

/** What lies in the letter's envelope, or what is put into one. */
function envelopeOf({ body, provenance }: DeadLetter, others: MessageAttributes): Envelope {
  const inside = provenance.wrapped ? unwrap(body) : undefined;
  return inside ?? { body, attributes: plainAttributes(others) };
}
