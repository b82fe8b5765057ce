import { figuresOf } from './figures/figures.ts';
import type { ReportColumn, ReportScenario } from './report/report.ts';
import type { Entry, Scenario } from './scenarios/scenario.ts';
import type { Assemblies } from './shapes/assemblies.ts';
import type { Observation } from './trial/trial.ts';
import { runTrial } from './trial/trial-process.ts';

/** Hears of each trial before it begins, with its scenario, shape and run, from 1. */
export type OnTrial = (scenario: string, shape: string, run: number) => void;

/** Measures every shape of a scenario `runs` times, in turn, so that a noisy machine treats all alike. */
export async function measure(
  scenario: Scenario,
  runs: number,
  assemblies: Assemblies,
  onTrial: OnTrial,
): Promise<Omit<ReportScenario, 'measured'>> {
  const directories = scenario.entries.map(({ app, changes }) => assemblies.get(app, changes));
  const observations: Observation[][] = scenario.entries.map(() => []);
  for (let run = 1; run <= runs; run += 1) {
    for (const [index, { label, trial }] of scenario.entries.entries()) {
      onTrial(scenario.name, label, run);
      const assembly = String(directories[index]);
      observations[index]?.push(await runTrial({ ...trial, assembly }));
    }
  }
  const { name, title, method, rows } = scenario;
  const columns = scenario.entries.map((entry, index) =>
    columnOf(scenario, entry, observations[index] ?? []),
  );
  return { name, title, method, rows, columns };
}

function columnOf(
  { sendRate, isDeliverable = true }: Scenario,
  { label, isOurs, scale }: Entry,
  observations: readonly Observation[],
): ReportColumn {
  const runs = observations.map((seen) => figuresOf(seen, { sendRate, isDeliverable, scale }));
  const reasons: Record<string, number> = {};
  for (const { reason } of observations.flatMap(({ deadLetters }) => deadLetters)) {
    if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  return { label, isOurs, runs, reasons };
}
