import { isDeepStrictEqual } from 'node:util';

/** A CloudFormation template. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** One resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
  readonly DependsOn?: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: what a property holds is for its check to say.
export type Properties = Readonly<Record<string, any>>;

/** How a template refers to what `id` is by itself: a URL, an ARN, a name. */
export function ref(id: string) {
  return { Ref: id };
}

/** How a template refers to an attribute of `id`. */
export function attribute(id: string, name = 'Arn') {
  return { 'Fn::GetAtt': [id, name] };
}

/** The resource of that id and type. */
export function resource(template: Template, id: string, type: string): Resource {
  const found = template.Resources[id];
  if (found?.Type !== type) throw new Error(`Expected ${id} to be a ${type}, found ${found?.Type}`);
  return found;
}

/** The properties of the resource of that id and type. */
export function propertiesOf(template: Template, id: string, type: string): Properties {
  return resource(template, id, type).Properties ?? {};
}

/** The only resource of that type for which `matches` holds. */
export function only(
  template: Template,
  type: string,
  matches: (properties: Properties) => boolean = () => true,
): Resource & { readonly id: string; readonly Properties: Properties } {
  const found = Object.entries(template.Resources)
    .map(([id, each]) => ({ ...each, id, Properties: each.Properties ?? {} }))
    .filter(({ Type, Properties }) => Type === type && matches(Properties));
  const [first, ...others] = found;
  if (!first || others.length > 0) throw new Error(`Expected one ${type}, found ${found.length}`);
  return first;
}

/** @throws Error where the two differ. */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

/** @throws Error where `properties` holds another property than those allowed. */
export function expectOnly(what: string, properties: Properties, allowed: readonly string[]): void {
  const others = Object.keys(properties).filter((name) => !allowed.includes(name));
  expectEqual(`Other settings of ${what}`, others, []);
}
