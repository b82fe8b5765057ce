import { isObject, objectOf, own, type UncheckedObject } from '../../template/json.ts';

const LOOP = /^Fn::ForEach::/;

/** A stack has no more resources, so what makes more of them is left as it is. */
const MAX_RESOURCES = 500;

/**
 * A template whose loops over resources are written out, as far as their collections stand in them.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoops(template: UncheckedObject): UncheckedObject {
  const resources = objectOf(own(template, 'Resources'));
  if (!Object.keys(resources).some((key) => LOOP.test(key))) return template;
  const entries = expanded(Object.entries(resources), MAX_RESOURCES + Object.keys(resources).length);
  return entries ? { ...template, Resources: Object.fromEntries(entries) } : template;
}

/** `undefined` where there are more than so many. */
function expanded(
  entries: readonly (readonly [string, unknown])[],
  most: number,
): [string, unknown][] | undefined {
  const done: [string, unknown][] = [];
  for (const [key, value] of entries) {
    const turns = LOOP.test(key) ? turnsOf(value) : undefined;
    if (!turns) {
      done.push([key, value]);
    } else {
      const inner = expanded(turns.slice(0, most), most - done.length);
      if (!inner || turns.length > most) return undefined;
      done.push(...inner);
    }
    if (done.length > most) return undefined;
  }
  return done;
}

/** What a loop holds, once for each item; `undefined` where the items are not in the template. */
function turnsOf(loop: unknown): [string, unknown][] | undefined {
  const [name, items, body] = Array.isArray(loop) ? loop : [];
  if (typeof name !== 'string' || !Array.isArray(items) || !isObject(body)) return undefined;
  if (!items.every((item) => typeof item === 'string')) return undefined;
  return items.flatMap((item) => Object.entries(objectOf(filledIn(body, name, item))));
}

/** A value in which the name of the loop is its item: `${Name}`, `&{Name}` without signs, and `Ref`. */
function filledIn(value: unknown, name: string, item: string): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(`\${${name}}`, item).replaceAll(`&{${name}}`, item.replace(/[^a-zA-Z0-9]/g, ''));
  }
  if (Array.isArray(value)) return value.map((each) => filledIn(each, name, item));
  if (!isObject(value)) return value;
  if (Object.keys(value).length === 1 && own(value, 'Ref') === name) return item;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      String(filledIn(key, name, item)),
      filledIn(each, name, item),
    ]),
  );
}
