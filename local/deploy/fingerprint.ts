import type { ResolvedAssembly } from '../assembly/deployment.ts';
import { type AnyResourceType, runs, typeOf } from './resource-type.ts';

/**
 * What a running stack was built from, apart from what it can take over while it runs: two assemblies with the same text
 * differ in no more than code and configuration of functions.
 */
export function fingerprint(
  types: readonly AnyResourceType[],
  { resources }: Pick<ResolvedAssembly, 'resources'>,
): string {
  const emulated = resources.flatMap((resource) => {
    const type = typeOf(types, resource);
    if (!type?.emulation) return [];
    return [[resource.path, type.update || !runs(type, resource) ? {} : resource.properties()]];
  });
  return JSON.stringify(emulated);
}
