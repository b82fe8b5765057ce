import type { Resource } from '../../assembly/stack-scope.ts';
import { textOf } from '../../assembly/template.ts';
import { IdentityPolicies } from '../../deploy/permissions/identity-policies.ts';
import type { ReadResource, TemplateResources } from '../../deploy/permissions/template-resources.ts';
import { accessKeyIdOf } from '../../iam/access-key.ts';
import type { FunctionRole } from '../../iam/permissions.ts';
import { EMULATED } from '../../registry.ts';
import { runsNode } from './resources/function.ts';

/** Each function that runs, as whom it acts and what that one may do. A role outside of the app may do nothing. */
export function functionRoles(template: TemplateResources, accountId: string): FunctionRole[] {
  const policies = new IdentityPolicies(template);
  const roles = new Map(
    template.ofType('AWS::IAM::Role').map((role) => [textOf(role.resource.getAtt('Arn')), role]),
  );
  return template
    .ofType(EMULATED.function)
    .filter(({ resource }) => runsNode(resource))
    .map(({ resource, properties }) => {
      const roleArn = textOf(properties.Role);
      const role = roles.get(roleArn);
      if (!role) template.note(resource, roleArn ? `the role ${roleArn}` : 'no Role');
      return { ...sessionOf(resource, roleArn, accountId), ...policiesOf(role, policies) };
    });
}

function policiesOf(
  role: ReadResource | undefined,
  policies: IdentityPolicies,
): Pick<FunctionRole, 'identity' | 'boundary'> {
  if (!role) return { identity: [], boundary: undefined };
  return { identity: policies.of(role), boundary: policies.boundaryOf(role) };
}

/** Lambda names the session of a function's role as the function. */
function sessionOf(
  resource: Resource,
  roleArn: string,
  accountId: string,
): Omit<FunctionRole, 'identity' | 'boundary'> {
  const name = textOf(resource.ref());
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return {
    kind: 'role',
    ...{ name, roleArn, account: accountId },
    arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${name}`,
    accessKeyId: accessKeyIdOf(name),
    functionArn: textOf(resource.getAtt('Arn')),
  };
}
