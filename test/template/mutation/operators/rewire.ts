import type { Resource } from '../../specification/template.ts';
import type { Edit } from '../edit.ts';
import { type Reference, referenceIn, referencesIn, referTo } from '../intrinsic.ts';
import { replaceAt } from '../json-path.ts';
import { resourceLabel, valueLabel } from '../labels.ts';
import type { Site } from '../site.ts';

type Resources = Readonly<Record<string, Resource>>;

/** Has a reference point to another resource that could stand there, or mean its ARN in place of itself, or the reverse. */
export function* rewire(site: Site): Generator<Edit> {
  const { template, path, property, value } = site;
  const { Resources } = template;
  if (property === 'DependsOn' && typeof value === 'string') {
    for (const other of candidates(Resources, value, dependencies(Resources))) {
      yield {
        operator: 'rewire',
        what: `→ ${resourceLabel(other)}`,
        template: replaceAt(template, path, other),
      };
    }
  }
  const reference = referenceIn(value);
  if (!reference || !(reference.id in Resources)) return;
  for (const other of othersThan(reference, Resources)) {
    yield {
      operator: 'rewire',
      what: `→ ${valueLabel(referTo(other))}`,
      template: replaceAt(template, path, referTo(other)),
    };
  }
}

function othersThan({ id, attribute }: Reference, resources: Resources): Reference[] {
  const alike = [...referencesIn(resources)].filter((other) => other.attribute === attribute);
  const mistaken = attribute === undefined ? 'Arn' : undefined;
  return [
    ...candidates(
      resources,
      id,
      alike.map((other) => other.id),
    ).map((other) => ({ id: other, attribute })),
    { id, attribute: mistaken },
  ];
}

/** The other resources of the type of `id`, and one of each other type that is in use in such a place. */
function candidates(resources: Resources, id: string, inUse: readonly string[]): string[] {
  const type = resources[id]?.Type;
  const same = Object.keys(resources).filter((other) => other !== id && resources[other]?.Type === type);
  const byType = Object.groupBy(inUse, (other) => resources[other]?.Type ?? '');
  const others = Object.keys(byType).filter((other) => other !== type && other !== '');
  return [...same, ...others.flatMap((other) => byType[other]?.[0] ?? [])];
}

function dependencies(resources: Resources): string[] {
  return Object.values(resources).flatMap(({ DependsOn = [] }) => [DependsOn].flat().map(String));
}
