import type { Finding } from '../../checker/index.ts';

/** By what a finding is known again. */
export type KnownFinding = Pick<Finding, 'rule' | 'path' | 'message'>;

/**
 * Parts findings into those that a baseline knows and the others. The same rule on the same resource is known even in other
 * words, as often as it is in the baseline.
 */
export function partByBaseline(
  findings: readonly Finding[],
  baseline: readonly KnownFinding[],
): { findings: Finding[]; known: Finding[] } {
  const left = [...baseline];
  const take = (isKnown: (entry: KnownFinding) => boolean) => {
    const index = left.findIndex(isKnown);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  };
  const word = new Set(
    findings.filter((finding) =>
      take((entry) => isSamePlace(entry, finding) && entry.message === finding.message),
    ),
  );
  const known = findings.filter(
    (finding) => word.has(finding) || take((entry) => isSamePlace(entry, finding)),
  );
  return { findings: findings.filter((finding) => !known.includes(finding)), known };
}

function isSamePlace(one: KnownFinding, other: KnownFinding): boolean {
  return one.rule === other.rule && one.path === other.path;
}
