import { isObject, objectOf, own, type UncheckedObject } from '../../../template/json.ts';

/**
 * The properties of a function with what the template says of all functions: maps are merged, and lists put together.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(properties: UncheckedObject, template: UncheckedObject): UncheckedObject {
  return objectOf(merged(objectOf(own(own(template, 'Globals'), 'Function')), properties));
}

function merged(general: unknown, own: unknown): unknown {
  if (Array.isArray(general) && Array.isArray(own)) return [...general, ...own];
  if (!isMap(general) || !isMap(own)) return own;
  const keys = Object.keys(own).map((key) => [
    key,
    Object.hasOwn(general, key) ? merged(general[key], own[key]) : own[key],
  ]);
  return { ...general, ...Object.fromEntries(keys) };
}

/** An intrinsic is no map: the function's own one takes the place of the general one. */
function isMap(value: unknown): value is UncheckedObject {
  return isObject(value) && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}
