import type { Found } from './exceptions.ts';
import type { Severity } from './finding.ts';
import type { Assumptions } from './templates.ts';

/** What was found of a pipeline, and what would have told more. */
export interface FoundOfPipeline extends Found {
  /** Where the pipeline begins. */
  readonly pipeline: string;
  /** The condition that would tell, where only that is not known. */
  readonly condition?: string | undefined;
}

/** So many conditions are tried at once, which are 16 cases. */
const MOST_CONDITIONS = 4;

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/**
 * Looks for faults. What was not checked since it depends on a condition is looked at in both cases: what is right in both is
 * right, what is wrong in both is wrong, and else it stays not checked.
 *
 * @param look finds what there is under assumptions about conditions, of some pipelines or of all
 */
export function inEveryCase(
  look: (assumptions: Assumptions, pipelines?: ReadonlySet<string>) => FoundOfPipeline[],
  assumptions: Assumptions = new Map(),
  among?: ReadonlySet<string>,
): FoundOfPipeline[] {
  const found = look(assumptions, among);
  const condition = found
    .map((each) => each.condition)
    // One that the template does not have stays unknown.
    .find((each) => each !== undefined && !assumptions.has(each));
  if (condition === undefined || assumptions.size === MOST_CONDITIONS) return found;
  const open = new Set(found.flatMap((each) => (each.condition === undefined ? [] : each.pipeline)));
  const [one = [], other = []] = [true, false].map((holds) =>
    inEveryCase(look, new Map([...assumptions, [condition, holds]]), open),
  );
  const decided = [...open].flatMap((pipeline) => {
    const of = (all: readonly FoundOfPipeline[]) => all.filter((each) => each.pipeline === pipeline);
    return united(of(found), of(one), of(other));
  });
  return [...found.filter((each) => !open.has(each.pipeline)), ...decided];
}

/** Of one pipeline: what was found before, and in both cases. */
function united(
  before: readonly FoundOfPipeline[],
  left: readonly FoundOfPipeline[],
  right: readonly FoundOfPipeline[],
): FoundOfPipeline[] {
  const other = new Map(right.map((each) => [keyOf(each), each]));
  const inBoth = left.flatMap((each) => milder(each, other.get(keyOf(each))) ?? []);
  const keys = new Set(inBoth.map(keyOf));
  const rulesThatDiffer = new Set(
    [...left, ...right].filter((each) => !keys.has(keyOf(each))).map(({ finding }) => finding.rule),
  );
  const isTold = (rule: string) => before.some(({ finding }) => finding.rule === rule && isInfo(finding));
  const isEveryDifferenceTold = [...rulesThatDiffer].every(isTold);
  const stays = (each: FoundOfPipeline) =>
    !keys.has(keyOf(each)) &&
    (!isEveryDifferenceTold || !isInfo(each.finding) || rulesThatDiffer.has(each.finding.rule));
  return [...inBoth, ...before.filter(stays)];
}

/** What is found of a resource by a rule is the same fault, whatever its numbers are. */
function keyOf({ finding: { rule, path, severity, message } }: FoundOfPipeline): string {
  return `${rule} ${path} ${severity === 'info' ? message : ''}`;
}

function milder(one: FoundOfPipeline, other: FoundOfPipeline | undefined): FoundOfPipeline | undefined {
  if (other === undefined) return undefined;
  return RANK[other.finding.severity] < RANK[one.finding.severity] ? other : one;
}

function isInfo({ severity }: FoundOfPipeline['finding']): boolean {
  return severity === 'info';
}
