import type { Resource } from '../../assembly/stack-scope.ts';
import type { Permissions } from '../../iam/permissions.ts';
import { functionRoles } from '../../services/lambda/function-permissions.ts';
import { resourcePolicies } from './resource-policies.ts';
import { TemplateResources } from './template-resources.ts';

/** What a template says of permissions. */
export interface ReadPermissions {
  readonly permissions: Omit<Permissions, 'standIns'>;
  /** What cannot be evaluated: it allows nothing, and denies everything that the rest of its statement means. */
  readonly unknown: readonly string[];
}

/** Reads the policies of a template's roles and resources. */
export function readPermissions(
  resources: readonly Resource[],
  { region, accountId }: { readonly region: string; readonly accountId: string },
): ReadPermissions {
  const template = new TemplateResources(resources);
  const roles = functionRoles(template, accountId);
  const policies = resourcePolicies(template, accountId, new Set(roles.map(({ roleArn }) => roleArn)));
  return { permissions: { region, accountId, roles, resources: policies }, unknown: template.unknown };
}
