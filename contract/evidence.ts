import * as v from 'valibot';
import { toMessageJson } from './message-json.ts';
import { notificationId } from './notification.ts';

/**
 * The one message attribute that Mailroom itself writes, a String that holds JSON; no publisher may use its name. On
 * the way to the emailer it holds what is known of the notification's past, on a dead letter all of {@link Evidence}.
 */
export const MAILROOM_ATTRIBUTE = 'mailroom';

/** What is known of a notification's past while it is on its way. */
export interface Provenance {
  /** When it was published, in ISO 8601; `undefined` where a publisher other than Mailroom's did it. */
  readonly published?: string | undefined;
  /** The id under which it was tried before, for a payload without one of its own. */
  readonly id?: string | undefined;
  /** How often it was sent back from the dead-letter queue. */
  readonly redrives: number;
  /** Whether the body is an envelope, see `contract/envelope.ts`. */
  readonly wrapped: boolean;
}

/** Longer texts of SES are cut. */
export const MAX_SAID_CHARACTERS = 300;

/** Why a notification is a dead letter: facts for operators, without personal data. */
export interface Evidence extends Provenance {
  /** The verdict's reason, as in `message-rejected`; dead letters are grouped by it. */
  readonly reason: string;
  /** The name of the last error, as in `MessageRejected`. */
  readonly error: string;
  /** One sentence for people; never SES's own text, which quotes addresses. */
  readonly message: string;
  /**
   * What SES said, without the addresses and what it quotes, at most {@link MAX_SAID_CHARACTERS}; `undefined` where it said
   * nothing.
   */
  readonly said?: string | undefined;
  /** How often it was received from the queue. */
  readonly attempts: number;
  /** When it entered the queue, in ISO 8601. */
  readonly entered: string;
  /** When the last attempt to send it began, in ISO 8601; `undefined` where there was none. */
  readonly attempted?: string | undefined;
  /** When it was written to the dead-letter queue, in ISO 8601. */
  readonly deadLettered: string;
  /** What makes it this notification and no other: its own id, or the one that stands in for a missing one. */
  readonly id: string;
}

/** Not every ISO 8601 timestamp is one to JavaScript, `+01` without minutes for example. */
const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

const provenanceSchema = v.object({
  published: v.optional(time),
  id: v.optional(notificationId),
  redrives: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  wrapped: v.optional(v.boolean(), false),
  deadLettered: v.optional(v.string()),
});

const UNKNOWN: Provenance = { redrives: 0, wrapped: false };

/** Writes evidence, or what of it is known so far, as the attribute's value. */
export function serializeEvidence(evidence: Partial<Evidence>): string {
  return toMessageJson(evidence);
}

/**
 * Reads the attribute of a message on its way. A value that is none of ours says nothing: the notification is
 * delivered like any other. A message that still says when it was dead-lettered was sent back by other means than
 * Mailroom's own, such as the AWS console, which count nothing; that redrive is counted here.
 */
export function readProvenance(value: string | undefined): Provenance {
  const result = v.safeParse(provenanceSchema, jsonOf(value));
  if (!result.success) return UNKNOWN;
  const { deadLettered, redrives, ...provenance } = result.output;
  return { ...provenance, redrives: deadLettered === undefined ? redrives : redrives + 1 };
}

/** What is malformed is as good as missing: one wrong field says nothing of the others. */
const lenient = <Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.optional(schema), undefined);

const evidenceSchema = v.object({
  id: lenient(notificationId),
  redrives: v.fallback(provenanceSchema.entries.redrives, 0),
  wrapped: v.fallback(provenanceSchema.entries.wrapped, false),
  reason: v.pipe(v.string(), v.nonEmpty()),
  error: lenient(v.string()),
  message: lenient(v.string()),
  said: lenient(v.string()),
  attempts: lenient(v.number()),
  published: lenient(time),
  entered: lenient(time),
  attempted: lenient(time),
  deadLettered: lenient(time),
});

/** Evidence as it is found: a tool reads also what an older or a younger version wrote. */
export type FoundEvidence = v.InferOutput<typeof evidenceSchema>;

/** Reads the evidence of a dead letter; `undefined` where the attribute holds none. */
export function readEvidence(value: string | undefined): FoundEvidence | undefined {
  const result = v.safeParse(evidenceSchema, jsonOf(value));
  return result.success ? result.output : undefined;
}

function jsonOf(value: string | undefined): unknown {
  if (value === undefined) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
