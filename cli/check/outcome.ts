import type { Finding, PipelineReport, Severity } from '../../checker/index.ts';

/** From which severity on a finding ends the command with 1. */
export const FAIL_LEVELS = ['error', 'warning'] as const;
export type FailLevel = (typeof FAIL_LEVELS)[number];

/** How a check can be told. */
export const FORMATS = ['table', 'json', 'sarif', 'junit', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** What a check told, and how it is judged. */
export interface Outcome {
  /** Without the findings that the baseline knows. */
  readonly report: PipelineReport;
  /** Findings that the baseline knows. */
  readonly known: readonly Finding[];
  /** The path that was checked, as it was given. */
  readonly checked: string;
  readonly failOn: FailLevel;
  /** The rules that ran, or `undefined` for all. */
  readonly only?: readonly string[] | undefined;
}

/** Whether a finding of this severity fails the check. */
export function fails(severity: Severity, failOn: FailLevel): boolean {
  return severity === 'error' || severity === failOn;
}
