interface ParentTemplate {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

/** Which nested stacks each nested stack of a parent template refers to, by logical id. */
export type NestedStackGraph = Readonly<Record<string, readonly string[]>>;

export function nestedStackGraph({ Resources }: ParentTemplate): NestedStackGraph {
  const stacks = Object.keys(Resources).filter((id) => Resources[id]?.Type === 'AWS::CloudFormation::Stack');
  return Object.fromEntries(
    stacks.map((id) => [id, stacks.filter((other) => mentioned(Resources[id]).has(other))]),
  );
}

/** The first circle of references found, as `[a, b, a]`, or `undefined` where CloudFormation can order the stacks. */
export function findCircle(graph: NestedStackGraph): readonly string[] | undefined {
  const visit = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    for (const next of graph[id] ?? []) {
      const circle = visit(next, [...path, id]);
      if (circle) return circle;
    }
    return undefined;
  };
  for (const id of Object.keys(graph)) {
    const circle = visit(id, []);
    if (circle) return circle;
  }
  return undefined;
}

/** Every logical id that the value names in `Ref`, `Fn::GetAtt`, `Fn::Sub` or `DependsOn`. */
function mentioned(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const nested = Object.entries(value).flatMap(([key, inner]) => [...idsIn(key, inner), ...mentioned(inner)]);
  return new Set(nested);
}

function idsIn(key: string, value: unknown): string[] {
  if (key === 'Ref') return [String(value)];
  if (key === 'Fn::GetAtt')
    return [Array.isArray(value) ? String(value[0]) : (String(value).split('.', 1)[0] ?? '')];
  if (key === 'Fn::Sub') return [...JSON.stringify(value).matchAll(/\$\{(\w+)/g)].map(([, id]) => id ?? '');
  if (key === 'DependsOn') return [value].flat().map(String);
  return [];
}
