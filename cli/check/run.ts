import {
  CheckOptionsError,
  checkPipelines,
  type Exception,
  PipelineInputError,
  type RuleId,
} from '../../checker/index.ts';
import { NO_PIPELINE } from '../../checker/options.ts';
import { formatCount } from '../../words/quantities.ts';
import { EXIT, UsageError } from '../terminal/exit-code.ts';
import { endLostOutputWith } from '../terminal/reader-gone.ts';
import { tell } from '../terminal/tell.ts';
import { partByBaseline } from './baseline.ts';
import { readBaseline, writeBaseline } from './baseline-file.ts';
import { readConfig } from './config.ts';
import { findAssembly } from './find-assembly.ts';
import { FORMATTERS } from './formats.ts';
import { type FailLevel, type Format, fails, type Outcome } from './outcome.ts';
import { readException } from './read-exception.ts';

/** What `amplify-mailroom check` was told. */
export interface CheckCommandOptions {
  readonly only?: string[];
  readonly except?: string[];
  readonly format?: Format;
  readonly json?: boolean;
  readonly failOn?: FailLevel;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
}

/** What is to be done, by the command line and, where that is silent, by the project's settings. */
interface Settings {
  readonly path: string;
  readonly only: RuleId[] | undefined;
  readonly except: readonly Exception[];
  readonly format: Format;
  readonly failOn: FailLevel;
  readonly baseline: string | undefined;
}

/** Prints what a check finds, and gives the exit code. Whatever keeps it from checking is an error of that kind. */
export async function runCheck(given: string | undefined, options: CheckCommandOptions): Promise<number> {
  // With 1 it would say that there are faults.
  endLostOutputWith(EXIT.wrongUse);
  try {
    const settings = await settingsOf(given, options);
    if (options.writeBaseline) return writeTheBaseline(settings);
    const outcome = check(settings, settings.baseline);
    const format = await FORMATTERS[settings.format]();
    process.stdout.write(format(outcome));
    return exitCodeOf(outcome);
  } catch (error) {
    throw asUsageError(error, given);
  }
}

async function settingsOf(given: string | undefined, options: CheckCommandOptions): Promise<Settings> {
  const project = process.cwd();
  const config = readConfig(project);
  return {
    path: given ?? config.path ?? (await findAssembly(project)),
    only: (options.only as RuleId[] | undefined) ?? config.only?.slice(),
    except: [...(config.except ?? []), ...(options.except ?? []).map(readException)],
    format: options.json ? 'json' : (options.format ?? config.format ?? 'table'),
    failOn: options.failOn ?? config.failOn ?? 'warning',
    baseline: options.baseline ?? config.baseline,
  };
}

function check({ path, only, except, failOn }: Settings, baseline: string | undefined): Outcome {
  const entries = baseline === undefined ? [] : readBaseline(baseline);
  const report = checkPipelines(path, { ...(only && { only }), except });
  const { findings, known } = partByBaseline(report.findings, entries);
  return { report: { ...report, findings }, known, checked: path, failOn, only };
}

/** Has all that is found now be known from now on. */
function writeTheBaseline(settings: Settings): number {
  const { baseline } = settings;
  if (baseline === undefined) {
    throw new UsageError('--write-baseline: name the file to write with --baseline, or in the settings.');
  }
  const { report, checked } = check(settings, undefined);
  if (hasNoPipeline(report.findings)) {
    throw new UsageError(`${checked} has no notification pipeline, so ${baseline} was not written.`);
  }
  writeBaseline(baseline, report.findings);
  const { length } = report.findings;
  tell(`${baseline}: ${formatCount(length)} ${length === 1 ? 'finding' : 'findings'} written`);
  return EXIT.done;
}

/** Where there is nothing to check, it is most often the wrong folder. */
function exitCodeOf({ report: { findings }, failOn }: Outcome): number {
  if (hasNoPipeline(findings)) return EXIT.wrongUse;
  return findings.some(({ severity }) => fails(severity, failOn)) ? EXIT.failed : EXIT.done;
}

function hasNoPipeline(findings: Outcome['report']['findings']): boolean {
  return findings.some(({ rule }) => rule === NO_PIPELINE);
}

/** Nothing was found out, so this must not end like a check that found faults. */
function asUsageError(error: unknown, given: string | undefined): UsageError {
  if (error instanceof UsageError) return error;
  if (error instanceof PipelineInputError || error instanceof CheckOptionsError) {
    return new UsageError(error.message, { cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError(
    `${given ?? 'The assembly'} could not be checked: ${reason}. Report it with the template, please.`,
    { cause: error },
  );
}
