import type { EnvelopeAttribute } from '../../contract/envelope.ts';
import type { MessageAttributes, StoredAttribute } from './dead-letter.ts';

/** A message's attributes as JSON can hold them: binary values in base64. */
export function plainAttributes(attributes: MessageAttributes): Record<string, EnvelopeAttribute> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plainAttribute(value)]));
}

function plainAttribute({ DataType, StringValue, BinaryValue }: StoredAttribute): EnvelopeAttribute {
  return {
    dataType: DataType,
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
  };
}
