import type { IConstruct } from 'constructs';

/**
 * What the CDK's `IPolicyValidationContext` and, before version 2.251, `IPolicyValidationContextBeta1` have in common, and
 * what newer ones tell beside it.
 */
export interface ValidationContext {
  /** The templates of the stacks that are no nested ones, by their absolute paths. */
  readonly templatePaths: readonly string[];
  /** The root of the app. */
  readonly appConstruct?: IConstruct;
}

/** What is wrong in one place, as the CDK takes it. */
export interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly severity: string;
  readonly fix?: string;
  readonly ruleMetadata?: Readonly<Record<string, string>>;
  readonly violatingResources: {
    /** Empty where it is about no resource. */
    readonly resourceLogicalId: string;
    readonly templatePath: string;
    /** Where it is about no resource: the construct, empty for the app. */
    readonly constructPath?: string;
    readonly locations: string[];
  }[];
}

/** The CDK's `PolicyValidationPluginReport`. */
export interface ValidationReport {
  readonly success: boolean;
  readonly violations: Violation[];
}
