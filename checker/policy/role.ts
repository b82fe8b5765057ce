import { awsManagedPolicy } from '../../template/policy/aws-managed-policies.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { at, items, type Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';
import { attachedPolicies } from './resource-policy.ts';
import { merge, readDocument, type Statements } from './statements.ts';

/**
 * Everything that a role may do by the templates: its inline policies, those attached to it, managed ones.
 * @param role the ARN of the role, or a reference to it
 */
export function permissionsOf(role: Value, templates: Templates): Statements {
  if (role instanceof Unknown) return nothingBut(role.reason);
  const resource = templates.resourceBehind(role);
  if (resource?.type !== 'AWS::IAM::Role') {
    return nothingBut(role === undefined ? 'it has no role' : 'its role is not in the template');
  }
  return merge([
    ...items(resource.property('Policies')).map(inlinePolicy),
    ...items(resource.property('ManagedPolicyArns')).map((arn) => managedPolicy(arn, templates)),
    attachedPolicies(resource, templates, (name) => isRole(name, resource, templates)),
  ]);
}

function inlinePolicy(policy: Value): Statements {
  return policy instanceof Unknown ? nothingBut(policy.reason) : readDocument(at(policy, ['PolicyDocument']));
}

function managedPolicy(arn: Value, templates: Templates): Statements {
  const resource = templates.resourceBehind(arn);
  if (resource) return readDocument(resource.property('PolicyDocument'));
  if (typeof arn !== 'string') return nothingBut('a managed policy of its role is not known');
  const document = awsManagedPolicy(arn);
  if (document) return readDocument(document);
  const name = templates.spell(arn.slice(arn.lastIndexOf('/') + 1));
  return nothingBut(`the managed policy ${name} is not in the template`);
}

function isRole(name: Value, role: Resource, templates: Templates): boolean {
  return typeof name === 'string' && templates.named('AWS::IAM::Role', 'RoleName', name) === role;
}

function nothingBut(reason: string): Statements {
  return { statements: [], unknown: new Unknown(reason) };
}
