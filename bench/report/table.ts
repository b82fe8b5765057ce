import type { FigureName } from '../figures/figures.ts';
import { describeTarget, isMet, type Medians } from '../figures/targets.ts';
import type { Row } from '../scenarios/scenario.ts';
import { type Summary, summarize } from '../statistics.ts';
import type { ReportScenario } from './report.ts';

/** What a cell says of a figure that was not taken, such as the latency of what was never sent. */
const NOTHING = '–';

/** The cells of a scenario's table: a heading, then a line for each row, ending in the target and whether it is met. */
export function tableOf({ rows, columns }: ReportScenario): string[][] {
  const summaryOf = (label: string, figure: FigureName): Summary | undefined =>
    summarize(columns.find((column) => column.label === label)?.runs.map((run) => run[figure]) ?? []);
  const medians: Medians = (label, figure) => summaryOf(label, figure)?.median;
  const ours = columns.filter(({ isOurs }) => isOurs).map(({ label }) => label);
  const heading = ['', ...columns.map(({ label }) => label), 'target for mailroom', 'met'];
  const lines = rows.map((row) => [
    row.label,
    ...columns.map(({ label }) => writeSummary(summaryOf(label, row.figure), row)),
    row.target ? describeTarget(row.target, (value) => writeValue(value, row)) : '',
    verdictOf(row, ours, medians),
  ]);
  return [heading, ...lines];
}

/** The median, and the least and the most of the runs where they differ. */
function writeSummary(summary: Summary | undefined, row: Row): string {
  if (!summary) return NOTHING;
  const [median, min, max] = [summary.median, summary.min, summary.max].map((value) =>
    writeValue(value, row),
  );
  return min === max ? String(median) : `${median} (${min}–${max})`;
}

function writeValue(value: number, { digits, isShare = false }: Row): string {
  if (isShare) return `${(value * 100).toFixed(digits)} %`;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Every column of Mailroom for which there is a target has to reach it. */
function verdictOf({ target, figure }: Row, ours: readonly string[], medians: Medians): string {
  if (!target) return '';
  const verdicts = ours
    .map((column) => isMet(target, column, figure, medians))
    .filter((verdict) => verdict !== undefined);
  if (verdicts.length === 0) return NOTHING;
  return verdicts.every(Boolean) ? 'yes' : '**no**';
}
