import type { Resource } from '../../../local/assembly/resource.ts';
import type { Template } from '../../../local/assembly/template.ts';
import type { JsonObject } from '../../../template/json.ts';
import { aStack } from '../../unit/template/a-stack.ts';

/** The resource `App/Tested`. */
export function aResource(Type: string, Properties: JsonObject = {}): Resource {
  const [resource] = resourcesOf({ Tested: { Type, Properties } });
  return resource as Resource;
}

/** The resources of the stack `App`. */
export function resourcesOf(Resources: NonNullable<Template['Resources']>): Resource[] {
  return aStack({ Resources }).resources();
}
