import { objectOf, own, type UncheckedObject } from '../../../template/json.ts';
import { connectorsIn, resourcesOfConnector } from './connectors.ts';
import { resourcesOfFunction } from './function.ts';
import type { Declaration, Declarations } from './made.ts';

/**
 * A template as SAM's transform makes it, as far as notifications go that way: functions with what feeds them, and connectors.
 * A template in which nothing is SAM's stays what it is.
 */
export function expandServerless(template: UncheckedObject): UncheckedObject {
  const given = objectOf(own(template, 'Resources'));
  if (!Object.values(given).some(isOfSam)) return template;
  const made: Declarations = Object.assign(
    Object.create(null),
    ...Object.entries(given).map(([id, resource]) => {
      const declaration = objectOf(resource);
      return declaration.Type === 'AWS::Serverless::Function'
        ? resourcesOfFunction(id, declaration, template)
        : { [id]: { ...declaration, Properties: objectOf(declaration.Properties) } as Declaration };
    }),
  );
  const connecting = connectorsIn(given).map((connector, index) =>
    resourcesOfConnector(connector, index, made),
  );
  return { ...template, Resources: Object.assign(made, ...connecting) };
}

function isOfSam(resource: unknown): boolean {
  const type = own(resource, 'Type');
  if (typeof type === 'string' && type.startsWith('AWS::Serverless::')) return true;
  return own(resource, 'Connectors') !== undefined;
}
