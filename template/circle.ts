import { SUBSTITUTED } from './intrinsics.ts';
import { isObject, MAX_DEPTH, own } from './json.ts';
import { textOf } from './scalars.ts';
import type { Unknown } from './unknown.ts';

/** What to do: Amplify makes a nested stack for each group of functions, and another for each `backend.createStack`. */
export const CIRCLE_REMEDY =
  "If one of them is a function's stack, have both in one: give defineFunction a resourceGroupName, and make the pipeline in that function's stack, backend.<function>.stack.";

/** CloudFormation takes half as many resources in a stack, and what has more levels is no reference. */
const MAX_PATH = 1_000;

/** Whether the condition of that name holds; it decides which references of an `Fn::If` count. */
type Holds = (condition: string) => boolean | Unknown;

/**
 * A circle of `resources`, each of which needs the next one first, as `[a, b, a]`; `undefined` where CloudFormation
 * can put them in an order. It creates a nested stack as a whole, so two that need each other are a circle too.
 *
 * @param resources the entries of a template's `Resources`.
 */
export function findCircle(resources: Readonly<Record<string, unknown>>, holds: Holds): string[] | undefined {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    const resource = own(resources, id);
    if (resource === undefined || done.has(id) || path.length >= MAX_PATH) return undefined;
    for (const needed of neededBy(resource, holds)) {
      const circle = visit(needed, [...path, id]);
      if (circle) return circle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of Object.keys(resources)) {
    const circle = visit(id, []);
    if (circle) return circle;
  }
  return undefined;
}

function neededBy(resource: unknown, holds: Holds): Set<string> {
  const dependsOn = [own(resource, 'DependsOn') ?? []].flat().map(textOf);
  return new Set([...dependsOn, ...references(own(resource, 'Properties'), holds)]);
}

/** The logical ids that an expression refers to; of an `Fn::If`, only those of the branch that is known to be taken. */
function references(expression: unknown, holds: Holds, level = 0): string[] {
  if (level > MAX_DEPTH) return [];
  const inner = (item: unknown) => references(item, holds, level + 1);
  if (Array.isArray(expression)) return expression.flatMap(inner);
  if (!isObject(expression)) return [];
  return Object.entries(expression).flatMap(([key, value]) => {
    if (key === 'Ref') return [textOf(value)];
    if (key === 'Fn::GetAtt') return [idIn(textOf(Array.isArray(value) ? value[0] : value))];
    if (key === 'Fn::Sub') return substituted(value, inner);
    if (key === 'Fn::If' && Array.isArray(value)) return inner(branch(value, holds));
    return inner(value);
  });
}

function idIn(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

function branch([name, whenTrue, whenFalse]: readonly unknown[], holds: Holds): unknown {
  const isTaken = holds(textOf(name));
  if (isTaken === true) return whenTrue;
  return isTaken === false ? whenFalse : undefined;
}

function substituted(argument: unknown, inner: (expression: unknown) => string[]): string[] {
  const [template, variables] = Array.isArray(argument) ? argument : [argument];
  const names = [...textOf(template).matchAll(SUBSTITUTED)].flatMap(([, escaped, inner = '']) =>
    escaped ? [] : [inner.trim()],
  );
  const others = names.filter((name) => own(variables, name) === undefined);
  return [...others.map(idIn), ...inner(variables)];
}
