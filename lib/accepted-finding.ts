import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding of cdk-nag that stays as it is. */
interface AcceptedFinding {
  /** The rule, with its pack, as cdk-nag prints it: `AwsSolutions-IAM5`. */
  readonly id: string;
  /** Why, in 10 characters of Latin-1 or more, which cdk-nag takes as they are. */
  readonly reason: string;
  /** The ARNs that it finds, where the rule tells several of a resource apart. */
  readonly resources?: readonly string[];
}

/** Where the CDK keeps what `Validations.of(construct).acknowledge` was told, and cdk-nag 3 reads it. */
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/**
 * Explains findings of cdk-nag on `construct`, for users whose apps it checks, in both forms that it reads: version 2
 * metadata of the resource, version 3 metadata of the construct, which names each finding by itself. They are written as
 * cdk-nag and the CDK write them, so that neither cdk-nag need be installed here nor the CDK be one that has `Validations`,
 * as it does from 2.251 on.
 * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.Validations.html
 */
export function acceptFindings(construct: IConstruct, ...findings: readonly AcceptedFinding[]): void {
  const resource = construct.node.defaultChild as CfnResource;
  const { rules_to_suppress: accepted = [] } = resource.getMetadata('cdk_nag') ?? {};
  const added = findings.map(({ id, reason, resources }) => ({
    id,
    reason,
    ...(resources && { applies_to: findingIds(resource, resources) }),
  }));
  resource.addMetadata('cdk_nag', { rules_to_suppress: [...accepted, ...added] });
  for (const { id, reason, applies_to } of added) {
    const ids = applies_to?.map((finding) => `${id}[${finding}]`) ?? [id];
    resource.node.addMetadata(ACKNOWLEDGED_RULES, Object.fromEntries(ids.map((each) => [each, reason])));
  }
}

function findingIds(resource: CfnResource, arns: readonly string[]): string[] {
  return arns.map((arn) => `Resource::${flattened(Stack.of(resource).resolve(arn))}`);
}

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly string[];
}

/** A value as cdk-nag writes it: `arn:<AWS::Partition>:ses:…`. */
function flattened(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as Intrinsic;
  if (join) return join[1].map(flattened).join(join[0]);
  if (attribute) return `<${attribute.join('.')}>`;
  return `<${Ref}>`;
}
