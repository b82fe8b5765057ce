import { textOf } from '../../../template/scalars.ts';
import type { ResourceType } from '../../deploy/resource-type.ts';

const role: ResourceType = {
  type: 'AWS::IAM::Role',
  isPassive: true,
  identity: (name, { RoleName, Path }, { accountId }) => {
    const roleName = textOf(RoleName ?? name);
    const arn = `arn:aws:iam::${accountId}:role${textOf(Path ?? '/')}${roleName}`;
    return { ref: roleName, attributes: { Arn: arn, RoleId: roleName } };
  },
};

const managedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  isPassive: true,
  identity: (name, { ManagedPolicyName, Path }, { accountId }) => {
    const arn = `arn:aws:iam::${accountId}:policy${textOf(Path ?? '/')}${textOf(ManagedPolicyName ?? name)}`;
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
};

/** Read by the functions that have them. */
export const iamTypes: readonly ResourceType[] = [
  role,
  managedPolicy,
  { type: 'AWS::IAM::Policy', isPassive: true },
  { type: 'AWS::IAM::RolePolicy', isPassive: true },
];
