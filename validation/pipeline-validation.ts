import { dirname, sep } from 'node:path';
import { CHECKER } from '../checker/acknowledgements.ts';
import { checkSources } from '../checker/check.ts';
import { DESCRIBED_RULES } from '../checker/described-rules.ts';
import type { CheckOptions } from '../checker/index.ts';
import { readInput } from '../checker/input/pipeline-input.ts';
import { validateOptions } from '../checker/options.ts';
import { packageVersion } from '../contract/package-version.ts';
import { acknowledgedAbove } from './acknowledged.ts';
import { stackPathsOf, withConstructPaths } from './app-paths.ts';
import type { ValidationContext, ValidationReport } from './plugin.ts';
import { violationsOf } from './violations.ts';

/**
 * Checks every notification pipeline of an app at each synth. An error fails the synth; a warning, and what could not be
 * checked, is only told. It writes nothing, and calls nothing.
 *
 * `Validations.of(…).acknowledge({ id: 'mailroom::<rule>', reason })` accepts what a rule finds on a construct and below it;
 * one that accepts nothing is itself a finding.
 *
 * Since version 2.251 of the CDK it is added by `Validations`, in an Amplify backend to `backend.stack.node.root`; before, by
 * the App's `policyValidationBeta1`.
 *
 * @example
 * Validations.of(backend.stack.node.root).addPlugins(new PipelineValidation());
 */
export class PipelineValidation {
  /** By this name rules are acknowledged. */
  readonly name = CHECKER;
  readonly version: string = packageVersion();
  readonly ruleIds: string[] = DESCRIBED_RULES.map(({ id }) => id);
  readonly #options: CheckOptions;

  /** @throws CheckOptionsError where an option means nothing. */
  constructor(options: CheckOptions = {}) {
    validateOptions(options);
    this.#options = options;
  }

  /** Called by the CDK, once the templates are written. */
  validate({ templatePaths, appConstruct }: ValidationContext): ValidationReport {
    const sources = readInput(assembliesOf(templatePaths));
    const [template = ''] = templatePaths;
    // Before version 2.258 the CDK does not hand over the app; then what the assembly tells of it has to do.
    if (!appConstruct) {
      return reportOf(violationsOf(checkSources(sources, this.#options), { template, stackPaths: [] }));
    }
    const stackPaths = stackPathsOf(templatePaths, appConstruct);
    const report = checkSources(
      withConstructPaths(sources, appConstruct),
      this.#options,
      acknowledgedAbove(stackPaths, appConstruct),
    );
    return reportOf(violationsOf(report, { template, stackPaths }));
  }
}

function reportOf(violations: ValidationReport['violations']): ValidationReport {
  return { success: violations.every(({ severity }) => severity !== 'error'), violations };
}

/** The folders of the templates; those of stages are in that of the app. */
function assembliesOf(templatePaths: readonly string[]): string[] {
  const folders = [...new Set(templatePaths.map((path) => dirname(path)))];
  return folders.filter((folder) => !folders.some((other) => folder.startsWith(`${other}${sep}`)));
}
