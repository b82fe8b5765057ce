/**
 * Measures Mailroom side by side with what people use now, and writes each scenario, once it is measured, into
 * `docs/benchmarks.md` and `docs/benchmarks.json`.
 * Usage: `node bench/main.ts [scenario …] [--runs N] [--write]`
 */
import { readArguments } from './arguments.ts';
import { measure } from './measure.ts';
import { readHeader } from './report/header.ts';
import { renderScenario } from './report/markdown.ts';
import { writeScenario } from './report/write-report.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { Assemblies } from './shapes/assemblies.ts';

const given = process.argv.slice(2);
const { scenarios, runs, writes } = readArguments(
  given,
  SCENARIOS.map(({ name }) => name),
);
const command = ['npm run bench', ...(given.length === 0 ? [] : ['--', ...given])].join(' ');
const assemblies = new Assemblies();
try {
  for (const scenario of SCENARIOS.filter(({ name }) => scenarios.includes(name))) {
    const measured = readHeader(command, runs);
    const result = { measured, ...(await measure(scenario, runs, assemblies, tellProgress)) };
    process.stdout.write(`${renderScenario(result)}\n\n`);
    if (writes)
      writeScenario(
        result,
        SCENARIOS.map(({ name }) => name),
      );
  }
} finally {
  assemblies.remove();
}

function tellProgress(scenario: string, shape: string, run: number): void {
  const minutes = (performance.now() / 60_000).toFixed(1);
  process.stderr.write(`${minutes} min: ${scenario}, run ${run} of ${runs}, ${shape}\n`);
}
