import {
  CheckOptionsError,
  checkPipelines,
  type Finding,
  isFault,
  PipelineInputError,
  type PipelineReport,
  type RuleId,
} from '../../checker/index.ts';
import { EXIT, UsageError } from '../terminal/exit-code.ts';
import { layoutFor } from '../terminal/layout.ts';
import { printJson } from '../terminal/print-json.ts';
import { findAssembly } from './find-assembly.ts';
import { formatCheck } from './format.ts';
import { readException } from './read-exception.ts';

/** What `amplify-mailroom check` was told. */
export interface CheckCommandOptions {
  readonly only?: string[];
  readonly except?: string[];
  readonly json?: boolean;
}

/** Prints what a check finds, and gives the exit code. */
export function runCheck(given: string | undefined, options: CheckCommandOptions): number {
  const path = given ?? findAssembly(process.cwd());
  const report = check(path, options);
  if (options.json) printJson({ findings: report.findings });
  else process.stdout.write(formatCheck(report, path, layoutFor(process.stdout)));
  return exitCodeOf(report.findings);
}

function check(path: string, { only, except = [] }: CheckCommandOptions): PipelineReport {
  try {
    return checkPipelines(path, { only: only as RuleId[] | undefined, except: except.map(readException) });
  } catch (error) {
    if (
      error instanceof PipelineInputError ||
      error instanceof CheckOptionsError ||
      error instanceof UsageError
    ) {
      throw new UsageError(error.message, { cause: error });
    }
    // Nothing was found out, so this must not end like a check that found faults.
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} could not be checked: ${reason}. Report it with the template, please.`, {
      cause: error,
    });
  }
}

/** Where there is nothing to check, it is most often the wrong folder. */
function exitCodeOf(findings: readonly Finding[]): number {
  if (findings.some(({ rule }) => rule === 'no-pipeline')) return EXIT.wrongUse;
  return findings.some(isFault) ? EXIT.failed : EXIT.done;
}
