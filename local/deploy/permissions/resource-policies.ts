import { objectOf } from '../../assembly/resource-reader.ts';
import { type Json, type JsonObject, textOf } from '../../assembly/template.ts';
import { readPolicy } from '../../iam/read-policy.ts';
import type { Statement } from '../../iam/statement.ts';
import { EMULATED } from '../../registry.ts';
import { functionNameOf } from '../../services/lambda/resources/event-source-mapping.ts';
import { listOf, type ReadResource, type TemplateResources } from './template-resources.ts';

/**
 * The policy of each resource of the template that can have one, by ARN; an empty one where it has none.
 *
 * @param roleArns the roles whose trust policies are wanted.
 */
export function resourcePolicies(
  template: TemplateResources,
  accountId: string,
  roleArns: ReadonlySet<string>,
): Record<string, Statement[]> {
  const read = ({ resource }: ReadResource, document: Json | undefined): Statement[] => {
    const statements = readPolicy(document, 'resource', resource.logicalId);
    for (const unknown of statements.flatMap((statement) => statement.unknown))
      template.note(resource, unknown);
    return statements;
  };
  const arnsOf = (type: string) =>
    template.ofType(type).map(({ resource }) => textOf(resource.getAtt('Arn')));

  const policies: Record<string, Statement[]> = {};
  for (const arn of arnsOf(EMULATED.queue)) policies[arn] = [];
  for (const { resource } of template.ofType(EMULATED.topic)) {
    const arn = textOf(resource.ref());
    policies[arn] = readPolicy(
      defaultTopicPolicy(arn, accountId),
      'resource',
      'the default policy of a topic',
    );
  }
  for (const { policy, targets } of attachedPolicies(template)) {
    for (const arn of targets) policies[arn] = read(policy, policy.properties.PolicyDocument);
  }
  for (const table of template.ofType(EMULATED.table)) {
    const { PolicyDocument } = objectOf(table.properties.ResourcePolicy);
    policies[textOf(table.resource.getAtt('Arn'))] = read(table, PolicyDocument);
  }
  for (const role of template.ofType('AWS::IAM::Role')) {
    const arn = textOf(role.resource.getAtt('Arn'));
    if (roleArns.has(arn)) policies[arn] = read(role, role.properties.AssumeRolePolicyDocument);
  }
  return { ...policies, ...functionPolicies(template, arnsOf(EMULATED.function), read) };
}

/** The policies of queues and topics, which are resources of their own; the last one of a queue or topic is its policy. */
function attachedPolicies(template: TemplateResources): { policy: ReadResource; targets: string[] }[] {
  const queues = new Map(
    template
      .ofType(EMULATED.queue)
      .map(({ resource }) => [textOf(resource.ref()), textOf(resource.getAtt('Arn'))]),
  );
  const queueArns = (urls: Json | undefined) => listOf(urls).flatMap((url) => queues.get(textOf(url)) ?? []);
  const attached = (type: string, targetsOf: (properties: JsonObject) => string[]) =>
    template.ofType(type).map((policy) => ({ policy, targets: targetsOf(policy.properties) }));
  return [
    ...attached('AWS::SQS::QueuePolicy', ({ Queues }) => queueArns(Queues)),
    ...attached('AWS::SQS::QueueInlinePolicy', ({ Queue }) => queueArns(Queue)),
    ...attached('AWS::SNS::TopicPolicy', ({ Topics }) => listOf(Topics).map(textOf)),
    ...attached('AWS::SNS::TopicInlinePolicy', ({ TopicArn }) => listOf(TopicArn).map(textOf)),
  ];
}

/** A function's policy has a statement for each `AWS::Lambda::Permission`. */
function functionPolicies(
  template: TemplateResources,
  arns: readonly string[],
  read: (permission: ReadResource, document: Json) => Statement[],
): Record<string, Statement[]> {
  const policies: Record<string, Statement[]> = Object.fromEntries(arns.map((arn) => [arn, []]));
  for (const permission of template.ofType('AWS::Lambda::Permission')) {
    const name = functionNameOf(textOf(permission.properties.FunctionName));
    const arn = arns.find((each) => functionNameOf(each) === name);
    if (arn) policies[arn]?.push(...read(permission, permissionDocument(permission.properties, arn)));
  }
  return policies;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function permissionDocument(permission: JsonObject, functionArn: string): JsonObject {
  const { Action, Principal, SourceArn, SourceAccount, PrincipalOrgID, FunctionUrlAuthType } = permission;
  const principal = textOf(Principal);
  const equal: JsonObject = {};
  if (SourceAccount !== undefined) equal['aws:SourceAccount'] = SourceAccount;
  if (PrincipalOrgID !== undefined) equal['aws:PrincipalOrgID'] = PrincipalOrgID;
  if (FunctionUrlAuthType !== undefined) equal['lambda:FunctionUrlAuthType'] = FunctionUrlAuthType;
  const Condition: JsonObject = { StringEquals: equal };
  if (SourceArn !== undefined) Condition.ArnLike = { 'aws:SourceArn': SourceArn };
  return {
    Statement: {
      Effect: 'Allow',
      Principal: principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal },
      Action: Action ?? null,
      Resource: [functionArn, `${functionArn}:*`],
      Condition,
    },
  };
}

/**
 * What SNS gives a topic that has no policy: its owner, and services that act for the owner's resources. A role is not
 * among them, since only a service's request has the key.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function defaultTopicPolicy(topicArn: string, accountId: string): JsonObject {
  return {
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['SNS:Publish', 'SNS:Subscribe', 'SNS:GetTopicAttributes', 'SNS:SetTopicAttributes'],
      Resource: topicArn,
      Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
    },
  };
}
