import { textOf } from '../../../template/scalars.ts';
import type { Resource } from '../../assembly/resource.ts';
import type { PolicyReader } from '../../deploy/permissions/policy-reader.ts';
import type { ReadResource } from '../../deploy/permissions/template-resources.ts';
import type { ResourcePermissions } from '../../deploy/resource-type.ts';
import { accessKeyIdOf } from '../../iam/access-key.ts';
import type { FunctionRole } from '../../iam/permissions.ts';
import { functionPolicy } from './resources/permission.ts';

/**
 * The policy of a function; and where it runs, as whom it acts, what that one may do and who may act so. A role outside of
 * the app may do nothing.
 */
export function functionPermissions(
  { resource, properties }: ReadResource,
  reader: PolicyReader,
  runs: boolean,
): ResourcePermissions {
  const arn = textOf(resource.getAtt('Arn'));
  const policies = { [arn]: functionPolicy(arn, reader) };
  if (!runs) return { policies };
  const { template, identity, accountId } = reader;
  const session = sessionOf(resource, textOf(properties.Role), accountId);
  const role = template
    .ofType('AWS::IAM::Role')
    .find((each) => textOf(each.resource.getAtt('Arn')) === session.roleArn);
  if (!role) {
    template.note(resource, session.roleArn ? `the role ${session.roleArn}` : 'no Role');
    return { policies, role: { ...session, identity: [], boundary: undefined } };
  }
  const trust = template.statementsIn(role, role.properties.AssumeRolePolicyDocument);
  return {
    policies: { ...policies, [session.roleArn]: trust },
    role: { ...session, identity: identity.of(role), boundary: identity.boundaryOf(role) },
  };
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
    name,
    roleArn,
    account: accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${name}`,
    accessKeyId: accessKeyIdOf(name),
    functionArn: textOf(resource.getAtt('Arn')),
  };
}
