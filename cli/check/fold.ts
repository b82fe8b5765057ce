import type { Finding, PipelineSummary } from '../../checker/index.ts';

/** A finding as it is told: once, with the paths at which there is the same. */
export interface ToldFinding extends Finding {
  readonly alsoAt: readonly string[];
}

/** The findings of a pipeline, or of none. */
export interface Section {
  readonly pipeline: PipelineSummary | undefined;
  readonly findings: readonly ToldFinding[];
}

const RANK = { error: 0, warning: 1, info: 2 };

/**
 * The findings by pipeline, the pipelines with the worst first, and those that belong to none at the end. What repeats is told
 * where it is first; a pipeline of which nothing else is to be told has no section.
 */
export function sectionsOf(pipelines: readonly PipelineSummary[], findings: readonly Finding[]): Section[] {
  const byPath = Map.groupBy(findings, ({ path }) => path);
  const order = new Map(findings.map((finding, index) => [finding, index]));
  const indexOf = (finding: Finding) => order.get(finding) ?? 0;
  const at = (pipeline: PipelineSummary) =>
    [...new Set(pathsOf(pipeline))]
      .flatMap((path) => byPath.get(path) ?? [])
      .sort((one, other) => indexOf(one) - indexOf(other));
  const worst = (pipeline: PipelineSummary) =>
    Math.min(...at(pipeline).map(({ severity }) => RANK[severity]));
  const ordered = [...pipelines].map((pipeline) => ({ pipeline, rank: worst(pipeline) }));
  ordered.sort((one, other) => (one.rank === other.rank ? 0 : one.rank - other.rank));
  const placed = new Map<Finding, PipelineSummary | undefined>();
  for (const { pipeline } of ordered) {
    for (const finding of at(pipeline)) if (!placed.has(finding)) placed.set(finding, pipeline);
  }
  for (const finding of findings) if (!placed.has(finding)) placed.set(finding, undefined);
  const told = fold([...placed.keys()]);
  const sections = Map.groupBy(told, ({ first }) => placed.get(first));
  return [...ordered.map(({ pipeline }) => pipeline), undefined].flatMap((pipeline) => {
    const own = sections.get(pipeline) ?? [];
    const sorted = own.sort((one, other) => RANK[one.first.severity] - RANK[other.first.severity]);
    return own.length === 0
      ? []
      : [{ pipeline, findings: sorted.map(({ first, alsoAt }) => ({ ...first, alsoAt })) }];
  });
}

/** Each of them once, with the paths of the others that say the same. */
function fold(findings: readonly Finding[]): { first: Finding; alsoAt: string[] }[] {
  const groups = Map.groupBy(findings, ({ rule, severity, message, remedy }) =>
    JSON.stringify([rule, severity, message, remedy]),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    const paths = new Set(others.map(({ path }) => path));
    return first ? [{ first, alsoAt: [...paths].filter((path) => path !== first.path) }] : [];
  });
}

function pathsOf({ deadLetterQueues, ...parts }: PipelineSummary): string[] {
  return [...Object.values(parts), ...deadLetterQueues];
}
