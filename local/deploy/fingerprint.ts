import type { ResolvedAssembly } from '../assembly/deployment.ts';
import { EMULATED } from '../registry.ts';

/**
 * What a running stack was built from, apart from its functions: two assemblies with the same text differ in no more
 * than code and configuration of functions, which a running stack can take over.
 */
export function fingerprint({ resources }: ResolvedAssembly): string {
  const types = new Set<string>(Object.values(EMULATED));
  const emulated = resources
    .filter(({ type }) => types.has(type))
    .map((resource) => [resource.path, resource.type === EMULATED.function ? {} : resource.properties()]);
  return JSON.stringify(emulated);
}
