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
  readonly measured: ReportHeader;
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
  readonly scenarios: readonly ReportScenario[];
}

/** A report with a scenario in place of what was measured of it before, in this order, without those that are no more. */
export function withScenario(
  { scenarios }: Report,
  scenario: ReportScenario,
  order: readonly string[],
): Report {
  const all = [...scenarios.filter(({ name }) => name !== scenario.name), scenario];
  return { scenarios: order.flatMap((name) => all.filter((one) => one.name === name)) };
}
