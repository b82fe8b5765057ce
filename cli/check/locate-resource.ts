/** Where something stands in a text. Lines and columns count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Where a template in JSON or YAML, laid out with one key a line, has a resource; `undefined` where it is laid out
 * otherwise.
 */
export function locateResource(template: string, logicalId: string): TextPlace | undefined {
  const lines = template.split('\n');
  const keys = lines.map(keyOf);
  const sections = keys.flatMap((key, index) => (key?.name === 'Resources' ? [{ index, ...key }] : []));
  // Something deeper may have the section's name.
  const [section] = sections.toSorted((one, other) => one.indent - other.indent);
  if (!section) return undefined;
  const indent = keys.slice(section.index + 1).find((key) => key !== undefined)?.indent;
  const index = keys.findIndex(
    (key, at) => at > section.index && key?.indent === indent && key?.name === logicalId,
  );
  return index < 0 || indent === undefined ? undefined : { line: index + 1, column: indent + 1 };
}

/** The key that a line begins with, and how far it is indented. */
function keyOf(line: string): { name: string; indent: number } | undefined {
  const [, space, , name] = /^(\s*)(["']?)([\w:]+)\2\s*:(?:\s|$)/.exec(line) ?? [];
  return space === undefined || name === undefined ? undefined : { name, indent: space.length };
}
