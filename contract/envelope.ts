import * as v from 'valibot';

/** A message attribute as an SQS event gives it: binary values in base64. */
const attributeSchema = v.object({
  dataType: v.string(),
  stringValue: v.optional(v.string()),
  binaryValue: v.optional(v.string()),
});

/** A record of the schema library leaves out keys such as `constructor`, which an attribute may have as its name. */
export const attributesSchema = v.pipe(
  v.custom<object>((input) => typeof input === 'object' && input !== null && !Array.isArray(input)),
  v.transform((input): [string, unknown][] => Object.entries(input)),
  v.array(v.tuple([v.string(), attributeSchema])),
  v.transform((entries) => Object.fromEntries(entries)),
);

const envelopeSchema = v.object({ body: v.string(), attributes: attributesSchema });

export type EnvelopeAttribute = v.InferOutput<typeof attributeSchema>;

/**
 * A message whole, as the body of another one. SQS keeps ten attributes of a message, so a dead letter that had ten
 * of its publisher's has no place left for its evidence: it is put into an envelope, which has that one attribute.
 * A redrive takes it out again, and so does the emailer, for the redrive of the AWS console.
 */
export type Envelope = v.InferOutput<typeof envelopeSchema>;

/** Writes an envelope as a message's body. */
export function wrap({ body, attributes }: Envelope): string {
  const kept = Object.entries(attributes).map(([name, { dataType, stringValue, binaryValue }]) => [
    name,
    { dataType, stringValue, binaryValue },
  ]);
  return JSON.stringify({ body, attributes: Object.fromEntries(kept) });
}

/** Takes the message out of an envelope again; `undefined` where `body` is none. */
export function unwrap(body: string): Envelope | undefined {
  try {
    const result = v.safeParse(envelopeSchema, JSON.parse(body));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
