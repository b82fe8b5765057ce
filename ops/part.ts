import { sentenceOf } from './aws-error.ts';

/** A part of what is told, or in one sentence why it could not be read: the others are told all the same. */
export type Part<Value> = { readonly value: Value } | { readonly unavailable: string };

/**
 * Reads a part; never rejects.
 *
 * @param name what `source` is, as an outputs file calls it.
 * @param source where to read; `undefined` where the pipeline does not tell.
 */
export async function part<Source, Value>(
  name: string,
  source: Source | undefined,
  read: (source: Source) => Promise<Value>,
): Promise<Part<Value>> {
  if (source === undefined) return { unavailable: `The pipeline names no ${name}.` };
  try {
    return { value: await read(source) };
  } catch (error) {
    return { unavailable: sentenceOf(error) };
  }
}

/** A part that tells the same in another form. */
export function mapPart<From, To>(part: Part<From>, map: (value: From) => To): Part<To> {
  return 'value' in part ? { value: map(part.value) } : part;
}

/** What a part tells; `undefined` where it could not be read. */
export function knownOf<Value>(part: Part<Value>): Value | undefined {
  return 'value' in part ? part.value : undefined;
}
