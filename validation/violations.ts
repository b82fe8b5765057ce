import { isAtOrBelow } from '../checker/exceptions.ts';
import type { ExceptedFinding, Finding, PipelineReport } from '../checker/index.ts';
import { NO_PIPELINE } from '../checker/options.ts';
import type { Violation } from './plugin.ts';

/** What was validated. */
interface Validated {
  /** The path of a template of it, where what is about no resource is. */
  readonly template: string;
  /** The construct paths of its stacks, as far as they are known. */
  readonly stackPaths: readonly string[];
}

/** What a check tells, as the CDK takes it. What is acknowledged it takes out by itself, and tells it with the reason. */
export function violationsOf({ findings, excepted }: PipelineReport, validated: Validated): Violation[] {
  return [
    ...findings.map((finding) => violationOf(finding, validated)),
    ...excepted.map((each) =>
      isTheirsToAccept(each) ? violationOf(each.finding, validated) : acceptedViolation(each, validated),
    ),
  ];
}

/** Whether the CDK itself accepts a finding, by an acknowledgement at or above the construct that it is about. */
function isTheirsToAccept({ origin, finding }: ExceptedFinding): boolean {
  return origin === 'code' && finding.rule !== NO_PIPELINE;
}

function violationOf(finding: Finding, validated: Validated): Violation {
  const { rule, message, remedy, source } = finding;
  return {
    ruleName: rule,
    description: message,
    fix: source === '' ? remedy : `${remedy} ${source}`,
    severity: severityOf(finding),
    ...(source !== '' && { ruleMetadata: { source } }),
    violatingResources: [resourceOf(finding, validated)],
  };
}

/** An app without a pipeline loses no mail; but nobody should take it for checked. */
function severityOf({ rule, severity }: Finding): string {
  return rule === NO_PIPELINE ? 'warning' : severity;
}

function acceptedViolation({ finding, reason }: ExceptedFinding, validated: Validated): Violation {
  return {
    ruleName: finding.rule,
    description: `Accepted: ${reason} (${finding.message})`,
    severity: 'info',
    violatingResources: [resourceOf(finding, validated)],
  };
}

/** By a logical id the CDK finds the construct, and where that was made. */
function resourceOf(
  { logicalId, file, path }: Finding,
  { template, stackPaths }: Validated,
): Violation['violatingResources'][number] {
  if (logicalId !== '' && file !== undefined) {
    return { resourceLogicalId: logicalId, templatePath: file, locations: [] };
  }
  // The CDK's command shows what is in a stack, or of no construct at all.
  const isInStack = stackPaths.some((stack) => isAtOrBelow(path, stack));
  return {
    resourceLogicalId: '',
    templatePath: file ?? template,
    constructPath: isInStack ? path : '',
    locations: [],
  };
}
