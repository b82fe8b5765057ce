import { isDeepStrictEqual } from 'node:util';
import { isDeeperThan, MAX_DEPTH } from './json.ts';
import { numberOf } from './scalars.ts';
import { hasUnknownPart } from './text.ts';
import { Unknown } from './unknown.ts';

/**
 * What an expression of a template resolves to: JSON whose texts may hold references (see `text.ts`), and in which any
 * part may be unknown. `undefined` is what `AWS::NoValue` leaves.
 */
export type Value = string | number | boolean | null | undefined | Unknown | readonly Value[] | ValueObject;

export interface ValueObject {
  readonly [key: string]: Value;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isPlainObject(value: Value): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** Whether two values are the same; of what is unknown nobody can tell, unless both are known to be the same. */
export function isSame(left: Value, right: Value): boolean {
  if (left instanceof Unknown && right instanceof Unknown) {
    return left.identity !== undefined && left.identity === right.identity;
  }
  return !containsUnknown(left) && isDeepStrictEqual(left, right);
}

/** Whether a part of a value is unknown. */
export function containsUnknown(value: Value): boolean {
  return containsLeaf(value, (leaf) => leaf instanceof Unknown);
}

/** Whether any text in a value, or a part of it that is unknown, meets a test. */
export function containsLeaf(value: Value, test: (leaf: string | Unknown) => boolean): boolean {
  if (value instanceof Unknown || typeof value === 'string') return test(value);
  return (
    (isList(value) || isPlainObject(value)) && Object.values(value).some((item) => containsLeaf(item, test))
  );
}

/**
 * The value at the end of `keys`. It is unknown where something on the way is. A text in the place of an object is read
 * as JSON, which CloudFormation takes too.
 */
export function at(value: Value, keys: readonly string[]): Value {
  let current = value;
  for (const key of keys) {
    const object = typeof current === 'string' ? parsed(current) : current;
    if (object instanceof Unknown) return object;
    if (!isPlainObject(object) || !Object.hasOwn(object, key)) return undefined;
    current = object[key];
  }
  return current;
}

function parsed(text: string): Value {
  try {
    const value: Value = JSON.parse(text);
    return isDeeperThan(MAX_DEPTH, value) ? new Unknown('it is nested too deeply') : value;
  } catch {
    return hasUnknownPart(text) ? new Unknown('a part of its text is not known') : undefined;
  }
}

/** The items of a list, or the one value in its place; what is not known is an item that is unknown. */
export function items(value: Value): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** A number, which a template may also write as text; `fallback` where there is none. */
export function numberIn(value: Value, fallback: number): number | Unknown {
  if (value === undefined || value === null) return fallback;
  if (value instanceof Unknown) return value;
  const number = numberOf(value);
  return Number.isFinite(number) ? number : new Unknown('it is no number');
}

/** A yes or no, which a template may also write as text; `fallback` where there is none. */
export function flagIn(value: Value, fallback: boolean): boolean | Unknown {
  if (value === undefined || value === null) return fallback;
  if (value instanceof Unknown || typeof value === 'boolean') return value;
  const said = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  if (said === 'true' || said === 'false') return said === 'true';
  return new Unknown('it is neither true nor false');
}
