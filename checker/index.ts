/**
 * The checker for notification pipelines in synthesized templates, for tests of any runner.
 *
 * @example
 * expect.extend(pipelineMatchers);
 * expect(Template.fromStack(stack)).toBeSoundPipeline();
 */
export { checkPipelines, isFault, type PipelineReport, type PipelineSummary } from './check.ts';
export type { ExceptedFinding, ExceptionOrigin } from './exceptions.ts';
export type { Finding, Severity, SourcePlace } from './finding.ts';
export { formatFindings } from './format-findings.ts';
export { PipelineInputError } from './input/input-error.ts';
export type { NamedTemplate, PipelineInput, TemplateLike } from './input/pipeline-input.ts';
export { type PipelineMatchers, pipelineMatchers } from './matchers.ts';
export { type CheckOptions, CheckOptionsError, type Exception } from './options.ts';
export type { RuleId } from './rules/rules.ts';
