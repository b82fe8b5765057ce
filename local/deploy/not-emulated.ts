import type { Resource } from '../assembly/resource.ts';
import type { AnyResourceType } from './resource-type.ts';

/** What the template asks for and the local stack does not give: types, and of emulated types the kinds, each once. */
export function notEmulated(types: readonly AnyResourceType[], resources: readonly Resource[]): string[] {
  const template = {
    ofType: (type: string) => resources.filter((resource) => resource.type === type),
  };
  const kinds = types.flatMap(({ type, notEmulated: kindsOf }) =>
    template
      .ofType(type)
      .flatMap((each) => kindsOf?.(each, template).map((kind) => `${type} (${kind})`) ?? []),
  );
  return [...typesNotEmulated(types, resources), ...new Set(kinds)];
}

function typesNotEmulated(types: readonly AnyResourceType[], resources: readonly Resource[]): string[] {
  const given = new Set(types.filter((type) => type.emulation ?? type.isPassive).map(({ type }) => type));
  return [...new Set(resources.map(({ type }) => type).filter((type) => !given.has(type)))].sort();
}
