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

/** So many conditions of a pipeline are tried at once, which are eight cases. */
const MOST_CONDITIONS = 3;

/** So often everything is looked at again; then what depends on further conditions stays not checked. */
const MOST_LOOKS = 24;

/** Finds what there is under assumptions about conditions, of some pipelines or of all. */
type Look = (assumptions: Assumptions, among?: ReadonlySet<string>) => FoundOfPipeline[];

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/**
 * Looks for faults. What was not checked since it depends on a condition is looked at in both cases: what is right in both is
 * right, what is wrong in both is wrong, and else it stays not checked.
 */
export function inEveryCase(look: Look): FoundOfPipeline[] {
  return tried(look(new Map()), new Map(), look, { looks: MOST_LOOKS });
}

function tried(
  found: readonly FoundOfPipeline[],
  assumptions: Assumptions,
  look: Look,
  left: { looks: number },
): FoundOfPipeline[] {
  if (assumptions.size === MOST_CONDITIONS) return [...found];
  const open = openIn(found, assumptions);
  const decided: FoundOfPipeline[] = [];
  const done = new Set<string>();
  for (const [condition, pipelines] of open) {
    if (left.looks < 2) break;
    left.looks -= 2;
    const [one = [], other = []] = [true, false].map((holds) => {
      const assumed = new Map([...assumptions, [condition, holds]]);
      return tried(look(assumed, pipelines), assumed, look, left);
    });
    for (const pipeline of pipelines) {
      const of = (all: readonly FoundOfPipeline[]) => all.filter((each) => each.pipeline === pipeline);
      decided.push(...united(of(found), of(one), of(other)));
      done.add(pipeline);
    }
  }
  return [...found.filter((each) => !done.has(each.pipeline)), ...decided];
}

/** The pipelines of which something is not checked, by the first condition that would tell more. */
function openIn(found: readonly FoundOfPipeline[], assumptions: Assumptions): Map<string, Set<string>> {
  const first = new Map<string, string>();
  for (const { pipeline, condition } of found) {
    // A condition that the template does not have stays unknown.
    if (condition === undefined || assumptions.has(condition) || first.has(pipeline)) continue;
    first.set(pipeline, condition);
  }
  const open = new Map<string, Set<string>>();
  for (const [pipeline, condition] of first) {
    open.set(condition, (open.get(condition) ?? new Set()).add(pipeline));
  }
  return open;
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
