import type { Finding } from './finding.ts';
import { type CheckOptions, type Exception, NO_PIPELINE, UNUSED_EXCEPTION } from './options.ts';

/** A finding that an exception accepts. */
export interface ExceptedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** Takes out what is accepted, and adds a finding for each exception that accepts nothing. */
export function applyExceptions(
  findings: readonly Finding[],
  { only, except = [] }: CheckOptions,
): { findings: Finding[]; excepted: ExceptedFinding[] } {
  const used = new Set<Exception>();
  const excepted: ExceptedFinding[] = [];
  const left = findings.filter((finding) => {
    const exceptions = except.filter((exception) => isFor(exception, finding));
    for (const exception of exceptions) used.add(exception);
    const [first] = exceptions;
    if (first) excepted.push({ finding, reason: first.reason });
    return first === undefined;
  });
  // Whether an exception from a rule that does not run is needed cannot be told.
  const unused = except.filter(
    (exception) =>
      !used.has(exception) && (exception.rule === NO_PIPELINE || (only?.includes(exception.rule) ?? true)),
  );
  return { findings: [...left, ...unused.map(unusedException)], excepted };
}

function isFor({ rule, logicalId, path }: Exception, finding: Finding): boolean {
  if (rule !== finding.rule) return false;
  if (logicalId !== undefined && logicalId !== finding.logicalId) return false;
  return path === undefined || finding.path === path || finding.path.startsWith(`${path}/`);
}

function unusedException({ rule, logicalId, path, reason }: Exception): Finding {
  const where = path ?? logicalId;
  return {
    rule: UNUSED_EXCEPTION,
    severity: 'warning',
    logicalId: logicalId ?? '',
    path: path ?? logicalId ?? '',
    message: `The exception from ${rule}${where === undefined ? '' : ` for ${where}`} accepts nothing: there is no such finding (its reason was: ${reason}).`,
    remedy: 'Take the exception away, or mend the rule, logicalId or path that it names.',
    source: '',
  };
}
