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
 * @param near the function that has it
 */
export function permissionsOf(role: Value, near: Resource, templates: Templates): Statements {
  if (role instanceof Unknown) return nothingBut(role.reason);
  const resource = templates.resourceBehind(role, near);
  if (resource?.type !== 'AWS::IAM::Role') {
    return nothingBut(role === undefined ? 'it has no role' : 'its role is not in the template');
  }
  return merge([
    ...items(resource.property('Policies')).map((policy) => inlinePolicy(policy, resource)),
    ...items(resource.property('ManagedPolicyArns')).map((arn) => managedPolicy(arn, resource, templates)),
    ...attachedPolicies(resource, templates, (name, holder) => isRole(name, resource, holder, templates)),
  ]);
}

function inlinePolicy(policy: Value, role: Resource): Statements {
  if (policy instanceof Unknown) return nothingBut(policy.reason);
  return readDocument(at(policy, ['PolicyDocument']), role);
}

function managedPolicy(arn: Value, role: Resource, templates: Templates): Statements {
  const resource = templates.resourceBehind(arn, role);
  if (resource) return readDocument(resource.property('PolicyDocument'), resource);
  if (typeof arn !== 'string') return nothingBut('a managed policy of its role is not known');
  const document = awsManagedPolicy(arn);
  if (document) return readDocument(document, role);
  const name = templates.spell(arn.slice(arn.lastIndexOf('/') + 1));
  return nothingBut(`the managed policy ${name} is not in the template`);
}

/** A role in the place of its name is often told by its ARN, which IAM refuses; that is not for this checker to say. */
function isRole(name: Value, role: Resource, holder: Resource, templates: Templates): boolean | Unknown {
  return templates.said(name)?.resource === role || templates.isNameOf(name, role, holder);
}

function nothingBut(reason: string): Statements {
  return { statements: [], unknown: new Unknown(reason) };
}
