/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

export type JsonObject = { [key: string]: Json | undefined };

/** A JSON object that somebody else wrote: nothing is known of its values. */
export type UncheckedObject = Readonly<Record<string, unknown>>;

/** Nothing that matters here is more levels deep; arbitrary JSON may be, and nothing that calls itself reads it. */
export const MAX_DEPTH = 200;

/** Whether a value has more than so many levels. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
}

export function isObject(value: unknown): value is UncheckedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as an object; what is none has no keys. */
export function objectOf(value: Json | undefined): JsonObject;
export function objectOf(value: unknown): UncheckedObject;
export function objectOf(value: unknown): UncheckedObject {
  return isObject(value) ? value : {};
}

/** A value that `object` itself has under `key`, which may be the name of something that every object has. */
export function own<Value>(
  object: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined;
export function own(object: unknown, key: string): unknown;
export function own(object: unknown, key: string): unknown {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * A property that CloudFormation takes as JSON: an object, or its text. Text that is none stays what it is.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queuepolicy.html
 */
export function jsonOf<Value>(value: Value): Value | Json {
  if (typeof value !== 'string') return value;
  try {
    const parsed: Json = JSON.parse(value);
    return isObject(parsed) && !isDeeperThan(MAX_DEPTH, parsed) ? parsed : value;
  } catch {
    return value;
  }
}
