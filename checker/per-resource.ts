import type { Resource } from '../template/resource.ts';

/** A function that finds something out of a resource, which is asked for again and again: it is found out once. */
export function perResource<Others extends readonly unknown[], Found>(
  find: (resource: Resource, ...others: Others) => Found,
): (resource: Resource, ...others: Others) => Found {
  const known = new WeakMap<Resource, { readonly found: Found }>();
  return (resource, ...others) => {
    const earlier = known.get(resource);
    if (earlier) return earlier.found;
    const found = find(resource, ...others);
    known.set(resource, { found });
    return found;
  };
}
