import mergePatch from 'json-merge-patch';

/**
 * What makes `to` of `from`, as a JSON merge patch: `null` is what is gone. Arrays are taken as objects with their indexes
 * as keys, so that one entry that differs does not repeat the others.
 */
export function differenceOf(from: unknown, to: unknown): unknown {
  return mergePatch.generate(byIndex(from), byIndex(to)) ?? {};
}

function byIndex(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, byIndex(each)]);
  return Object.fromEntries(
    Array.isArray(value) ? entries.map(([key, each]) => [`[${key}]`, each]) : entries,
  );
}
