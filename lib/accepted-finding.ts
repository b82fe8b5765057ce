import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding of cdk-nag that stays as it is. */
interface AcceptedFinding {
  /** The rule, with its pack, as cdk-nag prints it: `AwsSolutions-IAM5`. */
  readonly id: string;
  /** Why, in 10 characters of Latin-1 or more, which cdk-nag takes as they are. */
  readonly reason: string;
  /** Which findings, where the rule tells several of a resource apart. */
  readonly appliesTo?: RegExp;
}

/**
 * Explains findings of cdk-nag on `construct`, for users whose apps it checks. The explanation is metadata of the
 * resource, in the form that cdk-nag writes itself, so that it need not be installed here.
 * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
 */
export function acceptFindings(construct: IConstruct, ...findings: readonly AcceptedFinding[]): void {
  const resource = construct.node.defaultChild as CfnResource;
  const { rules_to_suppress: accepted = [] } = resource.getMetadata('cdk_nag') ?? {};
  const added = findings.map(({ id, reason, appliesTo }) => ({
    id,
    reason,
    ...(appliesTo && { applies_to: [{ regex: String(appliesTo) }] }),
  }));
  resource.addMetadata('cdk_nag', { rules_to_suppress: [...accepted, ...added] });
}
