import { checkPipelines, isFault } from './check.ts';
import type { ExceptedFinding } from './exceptions.ts';
import { formatFindings } from './format-findings.ts';
import type { PipelineInput } from './input/pipeline-input.ts';
import type { CheckOptions } from './options.ts';

/** What a matcher answers, in jest and in vitest. */
interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/**
 * The matcher as a method of `expect(…)`, to be merged into the types of your test runner; `docs/testing.md` shows how.
 */
export interface PipelineMatchers<Result = void> {
  /**
   * Passes where the templates hold a notification pipeline and none of them has an error or a warning. It takes what
   * `checkPipelines` takes.
   */
  toBeSoundPipeline(options?: CheckOptions): Result;
}

/** For `expect.extend(pipelineMatchers)`. */
export const pipelineMatchers = {
  toBeSoundPipeline(received: unknown, options: CheckOptions = {}): MatcherResult {
    const { pipelines, findings, excepted } = checkPipelines(received as PipelineInput, options);
    const faults = findings.filter(isFault);
    const count = pipelines.length === 1 ? '1 pipeline' : `${pipelines.length} pipelines`;
    return {
      pass: faults.length === 0,
      message: () => {
        if (faults.length === 0) return `expected faults in ${count}, but found none${accepted(excepted)}`;
        const found = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
        return `expected sound notification pipelines, but found ${found} in ${count}:\n\n  ${formatFindings(faults)}${accepted(excepted)}`;
      },
    };
  },
};

/** What was accepted, and why, as the end of a message. */
function accepted(excepted: readonly ExceptedFinding[]): string {
  return excepted
    .map(({ finding: { rule, path }, reason }) => `\n\n  accepted ${rule} at ${path}: ${reason}`)
    .join('');
}
