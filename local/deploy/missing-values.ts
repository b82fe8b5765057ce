import type { ResolvedAssembly } from '../assembly/deployment.ts';
import { GivenValues, type Values } from '../assembly/given-values.ts';
import { MissingValueError } from '../assembly/missing-value.ts';
import type { Resource } from '../assembly/resource.ts';
import { type AnyResourceType, runs, typeOf } from './resource-type.ts';

/** An assembly of which whatever is deployed has all the values that it needs. */
export interface CompleteAssembly extends ResolvedAssembly {
  /** What is left out for want of values, and how to give them, for people. */
  readonly leftOut: readonly string[];
}

/** A resource, and the values that it misses. */
interface Incomplete {
  readonly resource: Resource;
  readonly missing: readonly MissingValueError[];
}

/**
 * Resolves an assembly. What does not run needs no values, and what runs only when somebody calls it is left out where it
 * misses any.
 *
 * @throws Error naming all the values that are missing, or those that are given and nobody needs.
 */
export function withAllValues(
  types: readonly AnyResourceType[],
  given: Values,
  resolve: (values: GivenValues) => ResolvedAssembly,
): CompleteAssembly {
  const values = new GivenValues(given);
  const resolved = resolve(values);
  const running = resolved.resources.flatMap((resource) => {
    const type = typeOf(types, resource);
    return type ? { type, resource } : [];
  });
  const incomplete = running
    .map(({ type, resource }) => ({ type, resource, missing: missingOf(type, resource, given, resolve) }))
    .filter(({ missing }) => missing.length > 0);
  values.refuseUnknown(resolved.stacks);
  if (incomplete.length === 0) return { ...resolved, leftOut: [] };

  const complete = running.filter(({ resource }) => !incomplete.some((each) => each.resource === resource));
  const connected = complete.filter(({ type }) => type.isConnection).map((each) => each.resource);
  const needed = incomplete.filter(({ type, resource }) => !type.isSpare?.(resource, connected));
  if (needed.length > 0) throw missingValues(needed);
  return {
    ...resolved,
    resources: resolved.resources.filter((each) => !incomplete.some(({ resource }) => resource === each)),
    leftOut: incomplete.map(
      ({ resource, missing }) => `${resource.type} (${resource.logicalId}: ${sentence(missing)})`,
    ),
  };
}

/** All that a resource misses, which is found one after the other. */
function missingOf(
  type: AnyResourceType,
  resource: Resource,
  given: Values,
  resolve: (values: GivenValues) => ResolvedAssembly,
): MissingValueError[] {
  const missing: MissingValueError[] = [];
  for (let looked: Resource | undefined = resource; looked; ) {
    const error = firstMissing(type, looked);
    if (!error) break;
    missing.push(error);
    const values = new GivenValues(given, new Set(missing.map(({ key }) => key)));
    looked = resolve(values).resources.find(({ path }) => path === resource.path);
  }
  return missing;
}

/** What else is wrong with a resource is told where it is deployed. */
function firstMissing(type: AnyResourceType, resource: Resource): MissingValueError | undefined {
  try {
    if (runs(type, resource)) resource.properties();
  } catch (error) {
    if (error instanceof MissingValueError) return error;
  }
  return undefined;
}

function missingValues(incomplete: readonly Incomplete[]): Error {
  const errors = new Map<string, MissingValueError>();
  for (const { missing } of incomplete) for (const error of missing) errors.set(error.key, error);
  const paths = incomplete.map(({ resource }) => resource.path);
  return new Error(
    `The template leaves values to its deployment, which ${paths.join(', ')} cannot do without: ${sentence([...errors.values()])}.`,
  );
}

function sentence(missing: readonly MissingValueError[]): string {
  const values = missing.map(({ what }) => what);
  const options = missing.map(({ key }) => `--parameter ${key}=VALUE`);
  return `${values.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no value, so give ${options.join(' ')}, a file with --parameters, or parameters to startLocalStack`;
}
