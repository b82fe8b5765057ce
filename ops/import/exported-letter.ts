import * as v from 'valibot';
import { attributesSchema } from '../../contract/envelope.ts';
import { MAILROOM_ATTRIBUTE, readEvidence, readProvenance } from '../../contract/evidence.ts';
import { toMessageJson } from '../../contract/message-json.ts';
import { notificationId } from '../../contract/notification.ts';
import { describeIssues } from '../../contract/schema-issue.ts';
import {
  type DeadLetter,
  type DeadLetterQueueKind,
  FOUND_REASONS,
  type StoredAttribute,
} from '../dead-letters/dead-letter.ts';

/** What of an exported line is read. A body may have become JSON, as it is easier to edit. */
const lineSchema = v.object({
  messageId: v.pipe(v.string(), v.nonEmpty()),
  queue: v.optional(v.picklist(['deadLetterQueue', 'undeliveredQueue'])),
  id: v.fallback(v.optional(notificationId), undefined),
  reason: v.string(),
  sent: v.pipe(v.string(), v.isoTimestamp('a time in ISO 8601')),
  receives: v.optional(v.number(), 0),
  messageGroupId: v.optional(v.string()),
  traceHeader: v.optional(v.string()),
  body: v.union([
    v.string(),
    v.pipe(
      v.looseObject({}),
      v.transform((body): string => toMessageJson(body)),
    ),
  ]),
  attributes: attributesSchema,
});

/** A line that is none of an export, or of another queue. */
export class ExportLineError extends Error {
  override readonly name = 'ExportLineError';
}

/**
 * Reads one line of an export, edited or not, as the dead letter that it was.
 *
 * @throws ExportLineError which begins with what is wrong.
 */
export function readExportLine(text: string, queue: DeadLetterQueueKind): DeadLetter {
  const result = v.safeParse(lineSchema, jsonOf(text));
  if (!result.success) {
    const faults = describeIssues(result.issues, 'line').map(
      ({ field, expected }) => `${field}: expected ${expected}`,
    );
    throw new ExportLineError(`is no dead letter of an export (${faults.join('; ')})`);
  }
  const { messageId, id, reason, sent, body, attributes, receives, messageGroupId, traceHeader } =
    result.output;
  const isUndelivered =
    (result.output.queue ?? (reason === 'undelivered' ? 'undeliveredQueue' : undefined)) ===
    'undeliveredQueue';
  if (isUndelivered !== (queue === 'undeliveredQueue')) {
    const remedy = isUndelivered ? 'add --undelivered' : 'leave out --undelivered';
    throw new ExportLineError(`was exported from the other queue: ${remedy}`);
  }
  const own = attributes[MAILROOM_ATTRIBUTE]?.stringValue;
  // What the queue itself had moved may carry the evidence of an end before.
  const evidence = Object.hasOwn(FOUND_REASONS, reason) ? undefined : readEvidence(own);
  const provenance = evidence ?? readProvenance(own);
  return {
    ...{
      queue,
      messageId,
      receiptHandle: '',
      body,
      sentAt: new Date(sent),
      receives,
      messageGroupId,
      traceHeader,
    },
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, storedAttribute(value)]),
    ),
    isMovedByQueue: false,
    evidence,
    provenance: { ...provenance, id: provenance.id ?? id },
  };
}

function storedAttribute({
  dataType,
  stringValue,
  binaryValue,
}: v.InferOutput<typeof attributesSchema>[string]): StoredAttribute {
  return {
    DataType: dataType,
    ...(stringValue !== undefined && { StringValue: stringValue }),
    ...(binaryValue !== undefined && { BinaryValue: Buffer.from(binaryValue, 'base64') }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ExportLineError('is not JSON');
  }
}
