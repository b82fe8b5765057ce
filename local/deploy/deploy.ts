import type { DeployableAssembly } from '../assembly/cloud-assembly.ts';
import type { ResolvedAssembly } from '../assembly/deployment.ts';
import type { ProxiedEndpoint } from '../iam/permissions.ts';
import { DeployedResources } from './deployed-resources.ts';
import { fingerprint } from './fingerprint.ts';
import type { CompleteAssembly } from './missing-values.ts';
import { notEmulated } from './not-emulated.ts';
import { type ReadPermissions, readPermissions } from './permissions/read-permissions.ts';
import type { AnyResourceType, Deploying, Poller, ResourceType } from './resource-type.ts';

/** What a deployment is given for every resource, beside what it makes itself. */
export type DeploySurroundings = Omit<
  Deploying,
  'assembly' | 'deployed' | 'startLater' | 'proxy' | 'miss' | 'storedValue'
>;

/** What has been deployed and is running. */
export interface Deployment {
  readonly deployed: DeployedResources;
  /** What the template asks for and the local stack does not give. */
  readonly notEmulated: readonly string[];
  /** Resolves when every poller has ended. */
  readonly ended: Promise<unknown>;
  /** Takes over the functions of a newer assembly; says what that changed. */
  update(newer: SynthesizedApp): Update;
}

/** A cloud assembly, and what it says once its expressions are resolved. */
export interface SynthesizedApp {
  readonly assembly: DeployableAssembly;
  readonly resolved: CompleteAssembly;
}

/** What a newer assembly changed in a running stack. */
export interface Update {
  /** The functions whose next invocation runs the new code or configuration. */
  readonly functions: readonly string[];
  /** Whether more than functions differs, which only a restart takes over. */
  readonly restartNeeded: boolean;
}

/**
 * Creates in the emulators what the template says, type by type, and starts what connects them.
 *
 * @param types in their order, but for those that connect others, which come last.
 */
export async function deploy<Surroundings extends DeploySurroundings>(
  types: readonly ResourceType<unknown, Surroundings & Deploying>[],
  { assembly, resolved }: SynthesizedApp,
  surroundings: Surroundings,
): Promise<Deployment> {
  const { gates } = surroundings;
  const { resources } = resolved;
  const read = gates && readPermissions(types, resources, surroundings);
  if (read) gates.own.enforce({ ...read.permissions, proxyQueues: {} });
  const deployed = new DeployedResources();
  const pollers: Poller[] = [];
  const proxyQueues: Record<string, ProxiedEndpoint> = {};
  const missed = new Set<string>();
  const deploying: Surroundings & Deploying = {
    ...surroundings,
    assembly,
    deployed,
    startLater: (poller) => void pollers.push(poller),
    proxy: (queueArn, endpoint) => void Object.assign(proxyQueues, { [queueArn]: endpoint }),
    miss: (what) => void missed.add(what),
    storedValue: resolved.storedValue,
  };
  for (const type of inOrder(types)) await deployed.add(type, resources, deploying);
  if (read) await gates.enforce({ ...read.permissions, proxyQueues });
  return {
    deployed,
    notEmulated: [...notEmulated(types, resources), ...resolved.leftOut, ...missed, ...(read?.unknown ?? [])],
    ended: Promise.allSettled(pollers.map((poller) => poller.run())),
    update: (newer) => ({
      functions: updated(types, newer.resolved, {
        ...deploying,
        assembly: newer.assembly,
        storedValue: newer.resolved.storedValue,
      }),
      restartNeeded:
        fingerprint(types, newer.resolved) !== fingerprint(types, resolved) ||
        (read !== undefined && !isSame(read, readPermissions(types, newer.resolved.resources, surroundings))),
    }),
  };
}

function inOrder<Type extends Pick<AnyResourceType, 'isConnection'>>(
  types: readonly Type[],
): readonly Type[] {
  return [
    ...types.filter(({ isConnection }) => !isConnection),
    ...types.filter(({ isConnection }) => isConnection),
  ];
}

/** The names of the resources that have taken over what is newer of them. */
function updated<Needs>(
  types: readonly ResourceType<unknown, Needs>[],
  { resources }: ResolvedAssembly,
  needs: Needs,
): string[] {
  return types.flatMap(({ type, update }) => {
    const newer = update ? resources.filter((resource) => resource.type === type) : [];
    return newer.map((resource) => update?.(resource, needs)).filter((name) => name !== undefined);
  });
}

function isSame({ permissions }: ReadPermissions, other: ReadPermissions): boolean {
  return JSON.stringify(permissions) === JSON.stringify(other.permissions);
}
