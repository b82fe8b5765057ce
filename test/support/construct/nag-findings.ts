import { type App, Aspects, CfnResource } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import {
  AwsSolutionsChecks,
  type INagLogger,
  type NagLoggerErrorData,
  type NagLoggerNonComplianceData,
  type NagLoggerSuppressedData,
  ServerlessChecks,
} from 'cdk-nag';
import { AwsSolutionsChecks as AwsSolutionsChecks3, ServerlessChecks as ServerlessChecks3 } from 'cdk-nag-3';
import type { IConstruct } from 'constructs';
import { aStack } from './pipeline-template.ts';

/** What cdk-nag's packs AwsSolutions and Serverless say of an app. */
export interface NagFindings {
  /** What nothing explains, and rules that failed, as `<resource> <rule> <finding>`. */
  readonly unexplained: readonly string[];
  /** What is explained, as `<resource> <rule> <finding>`. */
  readonly explained: readonly string[];
  /** Explanations of what is not found, as `<resource> <rule>: <reason>`. */
  readonly unused: readonly string[];
}

/** Has cdk-nag look at the app that `construct` is in, as a user's app would. */
export function nagFindings(construct: IConstruct): NagFindings {
  const app = construct.node.root as App;
  const log = new NagLog();
  for (const Pack of [AwsSolutionsChecks, ServerlessChecks]) {
    Aspects.of(app).add(new Pack({ reports: false, additionalLoggers: [log] }));
  }
  app.synth();
  return {
    unexplained: log.unexplained,
    explained: log.explained,
    unused: explanationsIn(app).filter((explanation) => !log.explanations.has(explanation)),
  };
}

/** Has cdk-nag look at a template that was synthesized elsewhere. */
export function nagFindingsInTemplate(templateFile: string): NagFindings {
  return nagFindings(new CfnInclude(aStack('Included'), 'Template', { templateFile }));
}

/** What the same packs of cdk-nag 3 find and nothing explains, as `<resource> <rule>`. */
export function nagViolations({ node: { root } }: IConstruct): string[] {
  return [AwsSolutionsChecks3, ServerlessChecks3].flatMap((Pack) =>
    new Pack(root)
      .validateScope(root)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`),
      ),
  );
}

class NagLog implements INagLogger {
  readonly unexplained: string[] = [];
  readonly explained: string[] = [];
  readonly explanations = new Set<string>();

  onNonCompliance(data: NagLoggerNonComplianceData): void {
    this.unexplained.push(findingOf(data));
  }

  onError({ resource, ruleId, errorMessage }: NagLoggerErrorData): void {
    this.unexplained.push(`${resource.node.path} ${ruleId} failed: ${errorMessage}`);
  }

  onSuppressed(data: NagLoggerSuppressedData): void {
    this.explained.push(findingOf(data));
    // Where a rule has several findings, cdk-nag sets the one that it found before the reason.
    const reason = data.suppressionReason.replace(`[${data.findingId}] `, '');
    this.explanations.add(explanationOf(data.resource, data.ruleId, reason));
  }

  onSuppressedError({ resource, ruleId, errorMessage }: NagLoggerErrorData): void {
    this.unexplained.push(`${resource.node.path} ${ruleId} failed: ${errorMessage}`);
  }

  onCompliance(): void {}

  onNotApplicable(): void {}
}

function findingOf({ resource, ruleId, findingId }: NagLoggerNonComplianceData): string {
  return [resource.node.path, ruleId, ...(findingId ? [findingId] : [])].join(' ');
}

function explanationOf({ node }: IConstruct, ruleId: string, reason: string): string {
  return `${node.path} ${ruleId}: ${reason}`;
}

/** Every explanation that resources of `app` carry. */
function explanationsIn(app: App): string[] {
  const resources = app.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  return resources.flatMap((resource) => {
    const rules: { id: string; reason: string }[] = resource.getMetadata('cdk_nag')?.rules_to_suppress ?? [];
    return rules.map(({ id, reason }) => explanationOf(resource, id, reason));
  });
}
