import { Annotations, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/** How a pipeline uses the quota of SES. */
interface Use {
  readonly hasSendRate: boolean;
  /** The region of SES; `undefined` for the pipeline's own. */
  readonly sesRegion: string | undefined;
}

interface PacedPipeline extends Use {
  readonly pipeline: Construct;
}

const pipelinesByApp = new WeakMap<IConstruct, PacedPipeline[]>();

/**
 * Warns on each pipeline without a send rate of its own that shares its account's SES sending quota with another
 * pipeline of the same app: together they would ask for more than the quota.
 */
export function warnOfSharedQuota(pipeline: Construct, use: Use): void {
  const others = pipelinesByApp.get(pipeline.node.root) ?? [];
  const added = { ...use, pipeline };
  pipelinesByApp.set(pipeline.node.root, [...others, added]);
  for (const other of others.filter((candidate) => shareQuota(candidate, added))) {
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
function shareQuota(one: PacedPipeline, another: PacedPipeline): boolean {
  const stack = Stack.of(one.pipeline);
  const other = Stack.of(another.pipeline);
  return [
    Token.compareStrings(stack.account, other.account),
    Token.compareStrings(one.sesRegion ?? stack.region, another.sesRegion ?? other.region),
  ].every((comparison) => comparison !== TokenComparison.DIFFERENT);
}
