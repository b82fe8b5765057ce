import type { Scope } from '../local/assembly/intrinsics.ts';
import {
  type Json,
  type JsonObject,
  own,
  type TemplateResource,
  textOf,
} from '../local/assembly/template.ts';

/** What decides which references of an expression count. */
type Conditions = Pick<Scope, 'condition'>;

/**
 * A circle of `resources`, each of which needs the next one first, as `[a, b, a]`; `undefined` where CloudFormation
 * can put them in an order. It creates a nested stack as a whole, so two that need each other are a circle too.
 */
export function findCircle(
  resources: Readonly<Record<string, TemplateResource>>,
  conditions: Conditions,
): string[] | undefined {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    const resource = own(resources, id);
    if (resource === undefined || done.has(id)) return undefined;
    for (const needed of neededBy(resource, conditions)) {
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

function neededBy(
  { Properties = {}, DependsOn = [] }: TemplateResource,
  conditions: Conditions,
): Set<string> {
  return new Set([...[DependsOn].flat(), ...references(Properties, conditions)]);
}

/** The logical ids that an expression refers to; of an `Fn::If`, only those of the branch that is taken. */
function references(expression: Json, conditions: Conditions): string[] {
  if (Array.isArray(expression)) return expression.flatMap((item) => references(item, conditions));
  if (expression === null || typeof expression !== 'object') return [];
  return Object.entries(expression).flatMap(([key, value = null]) => {
    if (key === 'Ref') return [textOf(value)];
    if (key === 'Fn::GetAtt') return [textOf(Array.isArray(value) ? value[0] : value).split('.')[0] ?? ''];
    if (key === 'Fn::Sub') return substituted(value, conditions);
    if (key === 'Fn::If' && Array.isArray(value)) return references(branch(value, conditions), conditions);
    return references(value, conditions);
  });
}

/** A condition that cannot be resolved fails what is emulated elsewhere; here it only leaves its branches out. */
function branch([name, whenTrue = null, whenFalse = null]: Json[], conditions: Conditions): Json {
  try {
    return conditions.condition(textOf(name)) ? whenTrue : whenFalse;
  } catch {
    return null;
  }
}

function substituted(argument: Json, conditions: Conditions): string[] {
  const [template, variables = {}] = Array.isArray(argument) ? argument : [argument];
  const own = Object.keys((variables ?? {}) as JsonObject);
  const names = [...textOf(template).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name.trim());
  const others = names.filter((name) => !own.includes(name)).map((name) => name.split('.')[0] ?? '');
  return [...others, ...references(variables, conditions)];
}
