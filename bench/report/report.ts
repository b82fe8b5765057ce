import type { Figures } from '../figures/figures.ts';
import type { Row } from '../scenarios/scenario.ts';

/** What one shape gave in one scenario. */
export interface ReportColumn {
  readonly label: string;
  readonly isOurs: boolean;
  /** One for each run. */
  readonly runs: readonly Figures[];
  /** Dead letters of all runs by the reason that they give. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface ReportScenario {
  readonly name: string;
  readonly title: string;
  readonly method: string;
  readonly rows: readonly Row[];
  readonly columns: readonly ReportColumn[];
}

/** Where, when and with what was measured. */
export interface ReportHeader {
  readonly date: string;
  readonly command: string;
  readonly runs: number;
  readonly machine: string;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
}

/** All of a benchmark's results; the JSON file as it is, and the source of the tables. */
export interface Report {
  readonly header: ReportHeader;
  readonly scenarios: readonly ReportScenario[];
}
