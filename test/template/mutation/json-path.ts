/** Where in a document a value is. */
export type Path = readonly (string | number)[];

/** The value at `path`, `undefined` where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], root);
}

/** A copy of `root` with `value` at `path`; what is beside the path is shared. */
export function replaceAt<T>(root: T, path: Path, value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return value as T;
  const copy = (Array.isArray(root) ? [...root] : { ...root }) as Record<string | number, unknown>;
  copy[key] = replaceAt(copy[key], rest, value);
  return copy as T;
}

/** A copy of `root` without what is at `path`: the entry of a list closes up. */
export function removeAt<T>(root: T, path: Path): T {
  const parent = valueAt(root, path.slice(0, -1));
  const key = path.at(-1) as string | number;
  const without = Array.isArray(parent)
    ? parent.filter((_, index) => index !== key)
    : Object.fromEntries(Object.entries(parent as object).filter(([name]) => name !== key));
  return replaceAt(root, path.slice(0, -1), without);
}
