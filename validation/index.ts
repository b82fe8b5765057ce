/**
 * The checker for notification pipelines as a validation plugin of the CDK, which runs at every synth.
 *
 * @example
 * Validations.of(app).addPlugins(new PipelineValidation());
 */
export { PipelineValidation } from './pipeline-validation.ts';
export type { ValidationContext, ValidationReport, Violation } from './plugin.ts';
