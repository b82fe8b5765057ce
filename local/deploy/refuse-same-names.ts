import type { ResolvedAssembly } from '../assembly/deployment.ts';
import type { Resource } from '../assembly/resource.ts';
import { type AnyResourceType, runs, typeOf } from './resource-type.ts';

/** What a service calls by one name is one to it, such as an alarm and a composite alarm. */
const serviceOf = ({ type }: Resource) => type.split('::')[1];

/**
 * @throws Error where two resources are to have one name, as those of two environments in one app may have: here they would be
 * one. AWS refuses them where they are to be in one region.
 */
export function refuseSameNames(
  types: readonly AnyResourceType[],
  { resources }: Pick<ResolvedAssembly, 'resources'>,
): void {
  const named = new Map<string, Resource>();
  for (const resource of resources) {
    const type = typeOf(types, resource);
    if (!type?.identity || !runs(type, resource)) continue;
    const name = String(resource.ref());
    const key = `${serviceOf(resource)} ${name}`;
    const other = named.get(key);
    if (other) throw sameName(other, resource, name);
    named.set(key, resource);
  }
}

function sameName(one: Resource, other: Resource, name: string): Error {
  const stacks = [one, other].map(({ path }) => path.split('/')[0]);
  const remedy =
    stacks[0] === stacks[1]
      ? 'give one another name'
      : `choose one of the stacks with --stack ${stacks[0]} or --stack ${stacks[1]}`;
  return new Error(
    `${one.path} and ${other.path} (${other.type}) are both named ${name.split(/[:/]/).at(-1)}, and the local stack is one region: ${remedy}.`,
  );
}
