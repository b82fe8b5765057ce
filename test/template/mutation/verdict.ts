import type { Check } from '../specification/check.ts';
import type { PipelineNames } from '../specification/pipeline-names.ts';
import { CONSEQUENCES, type Consequence } from './consequence.ts';
import type { Mutant } from './mutants.ts';

/** How a specification fares against mutants. */
export interface Verdict {
  readonly counts: Readonly<Record<Consequence, { readonly killed: number; readonly total: number }>>;
  readonly killed: number;
  readonly total: number;
  /** The keys of mutants that no check fails for, by whether somebody said why that does not matter. */
  readonly explained: readonly string[];
  readonly unexplained: readonly string[];
  /** Explanations of what does not survive, or does not exist. */
  readonly stale: readonly string[];
  /** The intentions of checks that fail for no mutant, and so prove nothing. */
  readonly idle: readonly string[];
}

/** Runs every check on every mutant. */
export function judge(
  mutants: Iterable<Mutant>,
  checks: readonly Check[],
  names: PipelineNames,
  explanations: Readonly<Record<string, string>>,
): Verdict {
  const idle = new Set(checks);
  const counts = Object.fromEntries(CONSEQUENCES.map((name) => [name, { killed: 0, total: 0 }])) as Record<
    Consequence,
    { killed: number; total: number }
  >;
  const survivors: string[] = [];
  for (const { key, consequence, template } of mutants) {
    const failing = checks.filter((check) => failsFor(() => check.verify(template, names)));
    for (const check of failing) idle.delete(check);
    if (failing.length === 0) survivors.push(key);
    counts[consequence].total += 1;
    counts[consequence].killed += failing.length > 0 ? 1 : 0;
  }
  const sum = (name: 'killed' | 'total') =>
    Object.values(counts).reduce((total, count) => total + count[name], 0);
  return {
    counts,
    killed: sum('killed'),
    total: sum('total'),
    explained: survivors.filter((key) => key in explanations),
    unexplained: survivors.filter((key) => !(key in explanations)),
    stale: Object.keys(explanations).filter((key) => !survivors.includes(key)),
    idle: [...idle].map(({ intention }) => intention),
  };
}

function failsFor(verify: () => void): boolean {
  try {
    verify();
    return false;
  } catch {
    return true;
  }
}
