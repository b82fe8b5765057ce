import { MissingValueError } from '../../assembly/missing-value.ts';
import type { Resource } from '../../assembly/resource.ts';
import type { Permissions } from '../../iam/permissions.ts';
import { type AnyResourceType, runs, typeOf } from '../resource-type.ts';
import { IdentityPolicies } from './identity-policies.ts';
import { TemplateResources } from './template-resources.ts';

/** What a template says of permissions. */
export interface ReadPermissions {
  readonly permissions: Omit<Permissions, 'proxyQueues'>;
  /** What cannot be evaluated: it allows nothing, and denies everything that the rest of its statement means. */
  readonly unknown: readonly string[];
}

/** Reads the policies of a template's roles and resources, type by type. */
export function readPermissions(
  types: readonly AnyResourceType[],
  resources: readonly Resource[],
  { region, accountId }: { readonly region: string; readonly accountId: string },
): ReadPermissions {
  const template = new TemplateResources(resources.filter((resource) => !misses(types, resource)));
  const reader = { template, identity: new IdentityPolicies(template), accountId };
  const read = types.flatMap(({ type, permissions }) =>
    permissions ? template.ofType(type).map((resource) => permissions(resource, reader)) : [],
  );
  const roles = read.flatMap(({ role }) => role ?? []);
  const policies = Object.assign({}, ...read.map((each) => each.policies));
  return { permissions: { region, accountId, roles, resources: policies }, unknown: template.unknown };
}

/** Whether a resource does not run and cannot be read for want of values, which then nobody needs. */
function misses(types: readonly AnyResourceType[], resource: Resource): boolean {
  const type = typeOf(types, resource);
  if (!type?.deploy || runs(type, resource)) return false;
  try {
    resource.properties();
    return false;
  } catch (error) {
    return error instanceof MissingValueError;
  }
}
