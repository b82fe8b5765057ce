import type { IdentityPolicies } from './identity-policies.ts';
import type { TemplateResources } from './template-resources.ts';

/** By what a type of resource reads what its resources say of permissions. */
export interface PolicyReader {
  readonly template: TemplateResources;
  readonly identity: IdentityPolicies;
  readonly accountId: string;
}
