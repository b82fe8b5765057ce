import { type Json, objectOf } from '../../../template/json.ts';
import { awsManagedPolicy } from '../../../template/policy/aws-managed-policies.ts';
import { POLICY_HOLDERS } from '../../../template/policy/holders.ts';
import { textOf } from '../../../template/scalars.ts';
import type { Resource } from '../../assembly/resource.ts';
import { readPolicy } from '../../iam/read-policy.ts';
import type { Statement } from '../../iam/statement.ts';
import { listOf, type ReadResource, type TemplateResources } from './template-resources.ts';

/** A policy that a role has. */
interface AttachedPolicy {
  /** The resource that it is written in. */
  readonly resource: Resource;
  readonly name: string;
  readonly document: Json | undefined;
}

/** The policies of the template's roles. */
export class IdentityPolicies {
  readonly #template: TemplateResources;
  /** By the name of the role. */
  readonly #attached = new Map<string, AttachedPolicy[]>();
  /** By ARN. */
  readonly #managed = new Map<string, AttachedPolicy>();

  constructor(template: TemplateResources) {
    this.#template = template;
    for (const [type, roles] of POLICY_HOLDERS['AWS::IAM::Role']) {
      for (const { resource, properties } of template.ofType(type)) {
        const policy = { resource, ...namedPolicy(resource, properties) };
        this.#attach(listOf(properties[roles]), policy);
        if (type === 'AWS::IAM::ManagedPolicy') this.#managed.set(textOf(resource.ref()), policy);
      }
    }
  }

  /** What the policies of a role say. */
  of(role: ReadResource): Statement[] {
    const { resource, properties } = role;
    const inline = listOf(properties.Policies).map((each) => ({
      resource,
      ...namedPolicy(resource, objectOf(each)),
    }));
    const attached = this.#attached.get(textOf(resource.ref())) ?? [];
    const arns = listOf(properties.ManagedPolicyArns).map(textOf);
    return [
      ...[...inline, ...attached].flatMap((policy) => this.#read(policy)),
      ...arns.flatMap((arn) => this.#managedPolicy(role, arn)),
    ];
  }

  /** What bounds a role, if anything. */
  boundaryOf(role: ReadResource): Statement[] | undefined {
    const { PermissionsBoundary } = role.properties;
    return PermissionsBoundary === undefined
      ? undefined
      : this.#managedPolicy(role, textOf(PermissionsBoundary));
  }

  #attach(roles: readonly Json[], policy: AttachedPolicy): void {
    for (const role of roles.map(textOf)) {
      this.#attached.set(role, [...(this.#attached.get(role) ?? []), policy]);
    }
  }

  /** A policy that is not known allows nothing. */
  #managedPolicy({ resource }: ReadResource, arn: string): Statement[] {
    const policy = this.#managed.get(arn);
    if (policy) return this.#read(policy);
    const document = awsManagedPolicy(arn);
    if (document) return readPolicy(document, 'identity', arn.slice(arn.lastIndexOf('/') + 1));
    this.#template.note(resource, `the managed policy ${arn}`);
    return [];
  }

  #read({ resource, name, document }: AttachedPolicy): Statement[] {
    return this.#template.statementsIn({ resource }, document, 'identity', name);
  }
}

function namedPolicy(
  { logicalId }: Resource,
  { PolicyName, PolicyDocument }: { readonly [key: string]: Json | undefined },
): Omit<AttachedPolicy, 'resource'> {
  return { name: textOf(PolicyName ?? logicalId), document: PolicyDocument };
}
