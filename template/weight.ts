import { Unknown } from './unknown.ts';
import { isList, isPlainObject, type Value } from './value.ts';

/** CloudFormation takes templates of 1 MB, so a larger value is one that names another again and again. */
const MAX_WEIGHT = 1_000_000;

const weights = new WeakMap<object, number>();

/** A value, or that it is not known where it has become too large: what a few lines double each time fills any memory. */
export function bounded(value: Value): Value {
  return weigh(value) > MAX_WEIGHT ? new Unknown('it is too large') : value;
}

/** The characters and values in a value, those of one that is named twice twice. What is in a list was weighed before. */
function weigh(value: Value): number {
  if (typeof value === 'string') return 1 + value.length;
  if (!isList(value) && !isPlainObject(value)) return 1;
  const known = weights.get(value);
  if (known !== undefined) return known;
  const weight = Object.values(value).reduce<number>((sum, item) => sum + weigh(item), 1);
  weights.set(value, weight);
  return weight;
}

/** Parts as one text; not known where that is too long. */
export function joined(parts: readonly string[], delimiter: string): string | Unknown {
  const length = parts.reduce((sum, part) => sum + part.length + delimiter.length, 0);
  return length > MAX_WEIGHT ? new Unknown('its text is too long') : parts.join(delimiter);
}
