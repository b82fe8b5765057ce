import { findCircle } from '../../template/circle.ts';
import type { Json, JsonObject } from '../../template/json.ts';
import type { Resource as TemplateResource } from '../../template/resource.ts';
import { NESTED_STACK, type Stack } from '../../template/stack.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import type { DeployableAssembly } from './cloud-assembly.ts';
import type { Identities, LocalEnvironment } from './identity.ts';
import { LocalSurroundings } from './local-surroundings.ts';
import { readTemplate } from './read-template.ts';
import type { Resource } from './resource.ts';

/** A cloud assembly with every expression ready to be resolved for one environment. */
export interface ResolvedAssembly {
  readonly resources: readonly Resource[];
  /** The outputs of that name, one of each stack that has it. */
  outputs(name: string): Json[];
}

/** Resolves `assembly` as it would be deployed to `environment`. */
export function resolveAssembly(
  assembly: DeployableAssembly,
  environment: LocalEnvironment,
  identities: Identities,
): ResolvedAssembly {
  const templateBehind = (objectKey: string) => {
    const path = assembly.assetPath(objectKey);
    return path === undefined ? undefined : readTemplate(path);
  };
  const surroundings = new LocalSurroundings({ environment, identities, templateBehind });
  const stacks = assembly.stacks.map((source) => surroundings.add(source));
  return {
    resources: stacks.flatMap((stack) => resourcesOf(stack, surroundings)),
    outputs: (name) =>
      stacks.map((stack) => stack.output(name) as Json).filter((value) => value !== undefined),
  };
}

/** Amplify makes a nested stack for each group of functions, and another for each `backend.createStack`. */
const REMEDY =
  "If one of them is a function's stack, have both in one: give defineFunction a resourceGroupName, and make the pipeline in that function's stack, backend.<function>.stack.";

/** Every resource of the stack and of the stacks nested in it. */
export function resourcesOf(stack: Stack, surroundings: LocalSurroundings): Resource[] {
  const created = stack.created();
  const declarations = created.map(({ logicalId, declaration }) => [logicalId, declaration]);
  const circle = findCircle(Object.fromEntries(declarations), (condition) => holds(stack, condition));
  if (circle) {
    throw new Error(
      `${stack.path}: ${circle.join(' needs ')}, so CloudFormation cannot create any. ${REMEDY}`,
    );
  }
  return created.flatMap((resource) => {
    if (resource.type !== NESTED_STACK) return known(resource, surroundings);
    const nested = stack.nestedStack(resource);
    if (!nested) throw new Error(`${resource.path}: it is nested in itself.`);
    return resourcesOf(nested, surroundings);
  });
}

/** A condition that cannot be resolved fails what is emulated elsewhere. */
function holds(stack: Stack, condition: string): boolean | Unknown {
  try {
    return stack.condition(condition);
  } catch {
    return new Unknown(`it depends on the condition ${condition}`);
  }
}

/** What the surroundings do not refuse is known. */
function known(resource: TemplateResource, surroundings: LocalSurroundings): Resource {
  const { logicalId, type, path, constructPath } = resource;
  const told = (value: Value): Json =>
    value instanceof Unknown ? surroundings.unresolved(path, value) : (value as Json);
  return {
    ...{ logicalId, type, path, constructPath },
    properties: () => told(resource.properties()) as JsonObject,
    ref: () => told(surroundings.ref(resource)),
    getAtt: (attribute) => told(surroundings.getAtt(resource, attribute)),
  };
}
