import type { Resource } from '../template/resource.ts';
import type { Finding } from './finding.ts';
import { type CheckOptions, type Exception, NO_PIPELINE, UNUSED_EXCEPTION } from './options.ts';

/** Where an exception stands: among the options, as an acknowledgement in the app's code, or in a template's metadata. */
export type ExceptionOrigin = 'options' | 'code' | 'metadata';

/** A finding that an exception accepts. */
export interface ExceptedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** Where the exception stands. */
  readonly origin: ExceptionOrigin;
}

/** A finding, with the resource that it is about, if it is about one. */
export interface Found {
  readonly finding: Finding;
  readonly resource?: Resource;
}

/** An exception, wherever it stands. */
export interface PlacedException extends Pick<Finding, 'file' | 'madeAt'> {
  readonly origin: ExceptionOrigin;
  /** The rule that it names. */
  readonly rule: string;
  readonly reason: string;
  /** What it is narrowed to, for people; empty where it is for everything. */
  readonly place: string;
  /** Of the one resource that it names, if it names one so. */
  readonly logicalId?: string;
  /** Why it can accept nothing, in a sentence. */
  readonly fault?: string;
  isAbout(found: Found): boolean;
}

const NAMES: Readonly<Record<ExceptionOrigin, string>> = {
  options: 'exception',
  code: 'acknowledgement',
  metadata: 'exception in the metadata',
};

/** The exceptions among the options. */
export function exceptionsIn({ except = [] }: CheckOptions): PlacedException[] {
  return except.map((exception) => ({
    origin: 'options',
    rule: exception.rule,
    reason: exception.reason,
    place: exception.path ?? exception.logicalId ?? '',
    ...(exception.logicalId !== undefined && { logicalId: exception.logicalId }),
    isAbout: ({ finding }) => isFor(exception, finding),
  }));
}

/** Takes out what is accepted, and adds a finding for each exception that accepts nothing. */
export function applyExceptions(
  found: readonly Found[],
  exceptions: readonly PlacedException[],
  { only }: CheckOptions,
): { findings: Finding[]; excepted: ExceptedFinding[] } {
  const used = new Set<PlacedException>();
  const excepted: ExceptedFinding[] = [];
  const findings: Finding[] = [];
  for (const each of found) {
    const accepting = exceptions.filter((exception) => accepts(exception, each));
    for (const exception of accepting) used.add(exception);
    const [first] = accepting;
    if (first) excepted.push({ finding: each.finding, reason: first.reason, origin: first.origin });
    else findings.push(each.finding);
  }
  // Whether an exception from a rule that does not run is needed cannot be told.
  const unused = exceptions.filter(
    (exception) => !used.has(exception) && (exception.fault !== undefined || runs(exception.rule, only)),
  );
  return { findings: [...findings, ...unused.map(unusedException)], excepted };
}

/** Whether what an exception is about is looked for. */
function runs(rule: string, only: CheckOptions['only']): boolean {
  return rule === NO_PIPELINE || ((only as readonly string[] | undefined)?.includes(rule) ?? true);
}

function accepts(exception: PlacedException, found: Found): boolean {
  return exception.fault === undefined && exception.rule === found.finding.rule && exception.isAbout(found);
}

function isFor({ logicalId, path }: Exception, finding: Finding): boolean {
  if (logicalId !== undefined && logicalId !== finding.logicalId) return false;
  return path === undefined || isAtOrBelow(finding.path, path);
}

/** Whether a construct is that at `path`, or in it. Everything is in the app, whose path is empty. */
export function isAtOrBelow(path: string, above: string): boolean {
  return above === '' || path === above || path.startsWith(`${above}/`);
}

function unusedException(exception: PlacedException): Finding {
  const { origin, rule, reason, place, logicalId, fault, file, madeAt } = exception;
  const what = `The ${NAMES[origin]} from ${rule}${place === '' ? '' : ` for ${place}`} accepts nothing`;
  return {
    rule: UNUSED_EXCEPTION,
    severity: 'warning',
    logicalId: logicalId ?? '',
    path: place,
    message: `${what}: ${fault ?? `there is no such finding (its reason was: ${reason})`}.`,
    remedy:
      origin === 'options'
        ? 'Take the exception away, or mend the rule, logicalId or path that it names.'
        : 'Take it away, or mend the rule that it names, its reason, or the place where it stands.',
    source: '',
    ...(file !== undefined && { file }),
    ...(madeAt && { madeAt }),
  };
}
