import { CIRCLE_REMEDY, findCircle } from '../../template/circle.ts';
import type { Json, JsonObject } from '../../template/json.ts';
import type { Resource as TemplateResource } from '../../template/resource.ts';
import { NESTED_STACK, type Stack } from '../../template/stack.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import type { DeployableAssembly } from './cloud-assembly.ts';
import { GivenValues } from './given-values.ts';
import type { Identities, LocalEnvironment } from './identity.ts';
import { LocalSurroundings } from './local-surroundings.ts';
import { MissingValueError } from './missing-value.ts';
import { readTemplate } from './read-template.ts';
import type { Resource } from './resource.ts';

/** A cloud assembly with every expression ready to be resolved for one environment. */
export interface ResolvedAssembly {
  readonly resources: readonly Resource[];
  /** Its stacks, but for those that are nested in others. */
  readonly stacks: DeployableAssembly['stacks'];
  /** The outputs of that name, one of each stack that has it. */
  outputs(name: string): Json[];
  /** The value of a parameter in the SSM parameter store, as far as it is given or the app itself puts it there. */
  storedValue(name: string): string | undefined;
}

/**
 * Resolves `assembly` as it would be deployed to `environment`.
 *
 * @param values what templates leave to their deployment. What is missing fails whatever needs it.
 */
export function resolveAssembly(
  assembly: DeployableAssembly,
  environment: LocalEnvironment,
  identities: Identities,
  values = new GivenValues({}),
): ResolvedAssembly {
  const templateBehind = (objectKey: string) => {
    const path = assembly.assetPath(objectKey);
    return path === undefined ? undefined : readTemplate(path);
  };
  const surroundings = new LocalSurroundings({ environment, identities, templateBehind, values });
  const stacks = assembly.stacks.map((source) => surroundings.add(source));
  return {
    stacks: assembly.stacks,
    resources: stacks.flatMap((stack) => resourcesOf(stack, surroundings)),
    outputs: (name) =>
      stacks.map((stack) => stack.output(name) as Json).filter((value) => value !== undefined),
    storedValue: (name) => surroundings.storedValue(name),
  };
}

/**
 * Every resource of the stack and of the stacks nested in it. One whose condition needs a value that is missing is there until
 * it is looked at.
 *
 * @param parent looks at the stack itself.
 */
export function resourcesOf(stack: Stack, surroundings: LocalSurroundings, parent = () => {}): Resource[] {
  const created = stack.created((resource) => existsOrMissesValue(stack, resource));
  const declarations = created.map(({ logicalId, declaration }) => [logicalId, declaration]);
  const circle = findCircle(Object.fromEntries(declarations), (condition) => holds(stack, condition));
  if (circle) {
    throw new Error(
      `${stack.path}: ${circle.join(' needs ')}, so CloudFormation cannot create any. ${CIRCLE_REMEDY}`,
    );
  }
  return created.flatMap((resource) => {
    const look = () => {
      parent();
      stack.exists(resource);
    };
    if (resource.type !== NESTED_STACK) return known(resource, surroundings, look);
    const nested = stack.nestedStack(resource);
    if (!nested) throw new Error(`${resource.path}: it is nested in itself.`);
    return resourcesOf(nested, surroundings, look);
  });
}

function existsOrMissesValue(stack: Stack, resource: TemplateResource): boolean {
  try {
    return stack.exists(resource);
  } catch (error) {
    if (error instanceof MissingValueError) return true;
    throw error;
  }
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
function known(resource: TemplateResource, surroundings: LocalSurroundings, look: () => void): Resource {
  const { logicalId, type, path, constructPath } = resource;
  const told = (read: () => Value): Json => {
    look();
    const value = read();
    return value instanceof Unknown ? surroundings.unresolved(path, value) : (value as Json);
  };
  return {
    ...{ logicalId, type, path, constructPath },
    properties: () => told(() => resource.properties()) as JsonObject,
    property: (name) => told(() => resource.property(name)),
    ref: () => told(() => surroundings.ref(resource)),
    getAtt: (attribute) => told(() => surroundings.getAtt(resource, attribute)),
  };
}
