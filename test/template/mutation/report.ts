import type { Verdict } from './verdict.ts';

/** The share of mutants that checks have to fail for, in percent. */
const REQUIRED_SCORE = 95;

/** The share of mutants that some check fails for, in percent. */
export function scoreOf({ killed, total }: Pick<Verdict, 'killed' | 'total'>): number {
  return total === 0 ? 0 : (100 * killed) / total;
}

/** Whether nothing is left to do. */
export function isGood(verdict: Verdict): boolean {
  const { unexplained, stale, idle } = verdict;
  return scoreOf(verdict) >= REQUIRED_SCORE && [unexplained, stale, idle].every(({ length }) => length === 0);
}

/** What a run found, for people; its last line is for scripts too. */
export function reportOf(verdict: Verdict, explanations: Readonly<Record<string, string>>): string {
  const { counts, killed, total, explained, unexplained, stale, idle } = verdict;
  const score = `${scoreOf(verdict).toFixed(1)} %`;
  const tally = `${killed}/${total} killed, ${explained.length} explained, ${unexplained.length} unexplained`;
  return [
    ...section('Mutants by what they do, killed of all', Object.entries(counts).map(countLine)),
    ...section('Survivors that do not matter', byReason(explained, explanations)),
    ...section('Survivors that nobody has explained', unexplained),
    ...section('Explanations of what does not survive; delete them', stale),
    ...section('Checks that no mutant fails, and that so prove nothing', idle),
    `mutation score: ${score} (${tally})`,
  ].join('\n');
}

function countLine([consequence, { killed, total }]: [string, { killed: number; total: number }]): string {
  return `${consequence.padEnd(14)} ${String(killed).padStart(4)} of ${String(total).padStart(4)}`;
}

function byReason(keys: readonly string[], explanations: Readonly<Record<string, string>>): string[] {
  const groups = Object.groupBy(keys, (key) => explanations[key] ?? '');
  return Object.entries(groups).flatMap(([reason, found = []]) => [
    reason,
    ...found.map((key) => `  ${key}`),
  ]);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ''];
}
