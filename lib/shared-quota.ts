import { Annotations, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

interface PacedPipeline {
  readonly pipeline: Construct;
  readonly hasSendRate: boolean;
}

const pipelinesByApp = new WeakMap<IConstruct, PacedPipeline[]>();

/**
 * Warns on each pipeline without a send rate of its own that shares its account's SES sending quota with another
 * pipeline of the same app: together they would ask for more than the quota.
 */
export function warnOfSharedQuota(pipeline: Construct, hasSendRate: boolean): void {
  const others = pipelinesByApp.get(pipeline.node.root) ?? [];
  const added = { pipeline, hasSendRate };
  pipelinesByApp.set(pipeline.node.root, [...others, added]);
  for (const other of others.filter((candidate) => shareQuota(candidate.pipeline, pipeline))) {
    warnIfUnpaced(added, other.pipeline);
    warnIfUnpaced(other, pipeline);
  }
}

function warnIfUnpaced({ pipeline, hasSendRate }: PacedPipeline, neighbour: Construct): void {
  if (hasSendRate) return;
  Annotations.of(pipeline).addWarningV2(
    'amplify-mailroom:shared-quota',
    `${pipeline.node.path} has no sendRate, but shares the account's SES sending quota with ${neighbour.node.path}; ` +
      'give each of them its share as sendRate.',
  );
}

/** SES's quota is one for each account and region. */
function shareQuota(one: Construct, another: Construct): boolean {
  const stack = Stack.of(one);
  const other = Stack.of(another);
  return [
    Token.compareStrings(stack.account, other.account),
    Token.compareStrings(stack.region, other.region),
  ].every((comparison) => comparison !== TokenComparison.DIFFERENT);
}
