import fc from 'fast-check';

type Path = readonly (string | number)[];

/** Any place within JSON, the deeper ones as likely as those above. */
export function anyPlaceIn(json: unknown): fc.Arbitrary<Path> {
  return fc.constantFrom(...placesIn(json));
}

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const isList = Array.isArray(value);
  const inner = Object.entries(value).flatMap(([key, item]) =>
    placesIn(item, [...path, isList ? Number(key) : key]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

/** JSON with something else at a place; `undefined` takes away what is there. */
export function replacedAt<Json>(json: Json, path: Path, replace: (value: unknown) => unknown): Json {
  const [key, ...rest] = path;
  if (key === undefined) return replace(json) as Json;
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([name, item]) => {
    return [name, name === String(key) ? replacedAt(item, rest, replace) : item] as const;
  });
  const kept = entries.filter(([, item]) => item !== undefined);
  return (Array.isArray(json) ? kept.map(([, item]) => item) : Object.fromEntries(kept)) as Json;
}
