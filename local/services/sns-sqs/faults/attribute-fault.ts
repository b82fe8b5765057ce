/** A message attribute as SNS and SQS have it. */
export interface GivenAttribute {
  readonly DataType?: unknown;
  readonly StringValue?: unknown;
  readonly BinaryValue?: unknown;
}

const MAX_NAME_LENGTH = 256;

/** A type of one's own follows one of these, as in `Number.int`. */
const TYPE = /^(String|Number|Binary)(\..{1,})?$/;

const RESERVED = /^(aws|amazon)\./i;

/**
 * What SNS and SQS find wrong with a message attribute, in words that both have; `undefined` where they take it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function attributeFault(
  name: string,
  { DataType, StringValue, BinaryValue }: GivenAttribute,
): string | undefined {
  return (
    nameFault(name) ?? typeFault(name, DataType) ?? valueFault(name, `${DataType}`, StringValue, BinaryValue)
  );
}

function nameFault(name: string): string | undefined {
  if (name === '' || name.length > MAX_NAME_LENGTH) {
    return `The message attribute name must have 1 to ${MAX_NAME_LENGTH} characters.`;
  }
  if (!/^[\w.-]+$/.test(name)) {
    return `The message attribute name '${name}' can only include alphanumeric characters, hyphens, underscores, or periods.`;
  }
  if (RESERVED.test(name)) return `The message attribute name '${name}' must not begin with AWS. or Amazon.`;
  if (/^\.|\.$|\.\./.test(name)) {
    return `The message attribute name '${name}' must not begin or end with a period, or have two in a row.`;
  }
  return undefined;
}

function typeFault(name: string, type: unknown): string | undefined {
  if (type === undefined || type === '')
    return `The message attribute '${name}' must contain message attribute type.`;
  if (TYPE.test(`${type}`)) return undefined;
  return `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`;
}

function valueFault(name: string, type: string, text: unknown, bytes: unknown): string | undefined {
  const value = type.startsWith('Binary') ? bytes : text;
  if (value === undefined || value === null || value === '') {
    return `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`;
  }
  const isNoNumber = /^Number/.test(type) && (`${value}`.trim() === '' || !Number.isFinite(Number(value)));
  return isNoNumber ? `Could not cast message attribute '${name}' value to number.` : undefined;
}
