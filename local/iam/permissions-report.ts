import { matchesAction } from '../../template/policy/action-patterns.ts';
import { lookUpIn } from './condition.ts';
import { isEmulated } from './emulated-actions.ts';
import type { Accesses, CountedRefusal, Use } from './gate.ts';
import type { FunctionRole, Permissions } from './permissions.ts';
import { isResourceLike, type LookUp } from './policy-text.ts';
import { refusalMessage } from './refusal.ts';
import { contextOf } from './request-context.ts';

/** One action on one resource, as a policy grants them. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  /** The policy that grants it. */
  readonly policy: string;
}

/** What was refused, and how often. */
export interface RefusedAccess {
  readonly action: string;
  readonly resource: string;
  readonly times: number;
  /** As AWS says it. */
  readonly message: string;
}

/** What one function was granted and did not use, and what it was refused. */
export interface FunctionPermissions {
  /** What nothing has used since the start, of what the local stack checks. */
  readonly unused: readonly Grant[];
  readonly refused: readonly RefusedAccess[];
}

/** What is known of permissions since the start of a stack. */
export interface PermissionsReport {
  /** By function name. */
  readonly functions: Readonly<Record<string, FunctionPermissions>>;
  /** What services were refused, by their names, such as `sns.amazonaws.com`. */
  readonly services: Readonly<Record<string, readonly RefusedAccess[]>>;
}

/** Puts together what the gates of a stack have seen. */
export function permissionsReport(
  permissions: Permissions | undefined,
  seen: readonly Accesses[],
): PermissionsReport {
  if (!permissions) return { functions: {}, services: {} };
  const { roles } = permissions;
  const uses = seen.flatMap((each) => each.uses);
  const refusals = seen.flatMap((each) => each.refusals);
  const functions = roles.map((role) => {
    const ownUses = uses.filter(({ caller }) => caller === role.name);
    const lookUp = lookUpIn(contextOf(role, permissions, 0));
    const unused = unusedOf(role, ownUses, lookUp);
    return [role.name, { unused, refused: refusedTo(role.name, refusals) }] as const;
  });
  const names = new Set(roles.map(({ name }) => name));
  const services = new Set(refusals.map(({ refusal }) => refusal.caller).filter((name) => !names.has(name)));
  return {
    functions: Object.fromEntries(functions),
    services: Object.fromEntries([...services].map((name) => [name, refusedTo(name, refusals)])),
  };
}

function unusedOf({ identity }: FunctionRole, uses: readonly Use[], lookUp: LookUp): Grant[] {
  return identity
    .filter(({ effect, actions, resources }) => effect === 'Allow' && !actions.isNot && !resources.isNot)
    .flatMap(({ actions, resources, policy }) =>
      actions.listed
        .filter(isEmulated)
        .flatMap((action) => resources.listed.map((resource) => ({ action, resource, policy }))),
    )
    .filter((grant) => !uses.some((use) => isUseOf(grant, use, lookUp)));
}

function isUseOf({ action, resource }: Grant, use: Use, lookUp: LookUp): boolean {
  return matchesAction(action, use.action) && isResourceLike(use.resource, resource, lookUp);
}

function refusedTo(name: string, refusals: readonly CountedRefusal[]): RefusedAccess[] {
  return refusals
    .filter(({ refusal }) => refusal.caller === name)
    .map(({ refusal, times }) => {
      const { action, resource } = refusal;
      return { action, resource, times, message: refusalMessage(refusal) };
    });
}
