import {
  type CheckOptions,
  checkPipelines,
  type PipelineInput,
  type RuleId,
} from '../../../checker/index.ts';
import { TODAY } from './a-sound-template.ts';

/** What one rule finds, as `severity LogicalId`. */
export function findingsOf(rule: RuleId, input: PipelineInput): string[] {
  return checkPipelines(input, { only: [rule], today: TODAY }).findings.map(
    ({ severity, logicalId }) => `${severity} ${logicalId}`,
  );
}

/** What all rules find, as `severity rule LogicalId`. */
export function allFindings(input: PipelineInput, options: CheckOptions = {}): string[] {
  return checkPipelines(input, { today: TODAY, ...options }).findings.map(({ severity, rule, logicalId }) =>
    `${severity} ${rule} ${logicalId}`.trim(),
  );
}

/** A value that is only known when the stack is deployed: of a parameter that {@link withParameter} declares. */
export const GIVEN = { Ref: 'Given' };

/** A template with the parameter of {@link GIVEN}. */
export function withParameter<Template extends object>(template: Template) {
  return { ...template, Parameters: { Given: { Type: 'String', Default: '5' } } };
}
