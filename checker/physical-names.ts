import type { Resource } from '../template/resource.ts';
import { hasUnknownPart, unknownPart } from '../template/text.ts';
import { Unknown } from '../template/unknown.ts';
import type { Value } from '../template/value.ts';
import { NAMED_TYPES } from './arn.ts';
import { type Sameness, sameText } from './same-text.ts';

/** The name that the template gives a resource; what has none of its own gets one that nobody else knows. */
export function physicalName(resource: Resource): Value {
  const property = NAMED_TYPES.find(({ type }) => type === resource.type)?.property;
  return property ? resource.property(property) : undefined;
}

export function isSameName(name: string, resource: Resource): Sameness {
  const own = physicalName(resource);
  if (own instanceof Unknown) return hasUnknownPart(name) && name === unknownPart(own) ? true : 'maybe';
  return typeof own === 'string' && sameText(name, own);
}

/** Finds the resources that certainly have a name. */
export class NameIndex {
  readonly #byName = new Map<string, Resource[]>();

  constructor(resources: Iterable<Resource>) {
    for (const resource of resources) {
      const own = physicalName(resource);
      const name = own instanceof Unknown ? unknownPart(own) : own;
      if (typeof name === 'string') push(this.#byName, `${resource.type} ${name}`, resource);
    }
  }

  withName(type: string, name: string): readonly Resource[] {
    const named = this.#byName.get(`${type} ${name}`) ?? [];
    return named.filter((resource) => isSameName(name, resource) === true);
  }
}

/** Adds a value to the list of a key. */
export function push<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
