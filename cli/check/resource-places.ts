/** Where something stands in a text. Lines and columns count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

interface Key {
  readonly name: string;
  readonly indent: number;
  /** Counts from 1. */
  readonly line: number;
}

/**
 * Where a template in JSON or YAML, laid out with one key a line, has its resources, by their logical ids; none where it is laid
 * out otherwise.
 */
export function resourcePlaces(template: string): ReadonlyMap<string, TextPlace> {
  const keys = template.split('\n').flatMap(keyIn);
  const sections = keys.filter(({ name }) => name === 'Resources');
  // Something deeper may have the section's name.
  const [section] = sections.toSorted((one, other) => one.indent - other.indent);
  const inside = section ? keys.filter(({ line }) => line > section.line) : [];
  const end = inside.findIndex(({ indent }) => indent <= (section?.indent ?? 0));
  const own = end < 0 ? inside : inside.slice(0, end);
  const resources = own.filter(({ indent }) => indent === own[0]?.indent);
  return new Map(resources.map(({ name, indent, line }) => [name, { line, column: indent + 1 }]));
}

/** The key that a line begins with, if it does. */
function keyIn(text: string, index: number): Key[] {
  const [, space, , name] = /^(\s*)(["']?)([\w:]+)\2\s*:(?:\s|$)/.exec(text) ?? [];
  if (space === undefined || name === undefined) return [];
  return [{ name, indent: space.length, line: index + 1 }];
}
