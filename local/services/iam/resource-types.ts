import type { ResourceType } from '../../deploy/resource-type.ts';

/** Read by the functions that have them. */
export const iamTypes: readonly ResourceType[] = [
  { type: 'AWS::IAM::Role', isPassive: true },
  { type: 'AWS::IAM::Policy', isPassive: true },
  { type: 'AWS::IAM::RolePolicy', isPassive: true },
  { type: 'AWS::IAM::ManagedPolicy', isPassive: true },
];
