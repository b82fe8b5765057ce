import { isObject, type Json, type JsonObject, own } from '../../../../template/json.ts';
import { type Matches, readCondition } from './conditions.ts';
import type { FilteredValue } from './filtered-value.ts';

/** Where SNS looks for what a filter policy asks for. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** Whether what a message has by these names is what a policy asks for. */
export type FilterPolicy = (values: FilteredObject) => boolean;

/** The attributes of a message, or an object in its body. */
export interface FilteredObject {
  /** What it has by a name: several where it is a list, none where it is not there. */
  valuesOf(name: string): readonly FilteredValue[] | undefined;
  /** The objects that it has by a name: several where it is a list. */
  objectsOf(name: string): readonly FilteredObject[];
}

/** An object that has nothing. */
const NOTHING: FilteredObject = { valuesOf: () => undefined, objectsOf: () => [] };

const OR = '$or';

/**
 * Reads a filter policy: each of its keys has to match, by one of its conditions.
 *
 * @throws Error that says what SNS would refuse.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function readFilterPolicy(policy: Json | undefined, scope: FilterScope): FilterPolicy {
  if (!isObject(policy)) throw new Error('the filter policy is not a JSON object');
  return readObject(policy as JsonObject, scope, '');
}

function readObject(policy: JsonObject, scope: FilterScope, path: string): FilterPolicy {
  const keys = Object.keys(policy).map((key) => readKey(policy, key, { scope, path }));
  return (values) => keys.every((matches) => matches(values));
}

interface Place {
  readonly scope: FilterScope;
  readonly path: string;
}

function readKey(policy: JsonObject, key: string, { scope, path }: Place): FilterPolicy {
  const value = own(policy, key);
  const place = `${path}${key}`;
  if (key === OR && isAlternatives(value)) {
    const alternatives = value.map((each) => readObject(each, scope, path));
    return (values) => alternatives.some((matches) => matches(values));
  }
  if (isObject(value)) return readNested(value as JsonObject, key, { scope, path: place });
  if (!Array.isArray(value)) throw new Error(`"${place}" must be an object or an array`);
  if (value.length === 0) throw new Error(`"${place}" is an empty array`);
  const conditions: Matches[] = value.map((condition) => readCondition(condition as Json, place));
  return (values) => {
    const found = values.valuesOf(key);
    return conditions.some((matches) => matches(found));
  };
}

function readNested(policy: JsonObject, key: string, { scope, path }: Place): FilterPolicy {
  if (scope === 'MessageAttributes') {
    throw new Error(`"${path}" is nested, which only the scope MessageBody allows`);
  }
  if (Object.keys(policy).length === 0) throw new Error(`"${path}" is an empty object`);
  const matches = readObject(policy, scope, `${path}.`);
  return (values) => {
    const objects = values.objectsOf(key);
    return objects.length > 0 ? objects.some(matches) : matches(NOTHING);
  };
}

/** Two objects or more; anything else is a key that happens to have this name. */
function isAlternatives(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.length > 1 && value.every(isObject);
}
