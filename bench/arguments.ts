import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface BenchArguments {
  /** The names of scenarios, in their order; all of them where none is named. */
  readonly scenarios: readonly string[];
  /** How often each shape is measured. */
  readonly runs: number;
  /** Whether to write the results to `docs/`: with all scenarios, or where asked for. */
  readonly writes: boolean;
}

const DEFAULT_RUNS = 3;

/**
 * Reads `[scenario …] [--runs N] [--write]`.
 *
 * @param known the names of all scenarios, in their order.
 * @throws Error in one sentence, naming what is allowed.
 */
export function readArguments(given: readonly string[], known: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: { runs: { type: 'string' }, write: { type: 'boolean', default: false } },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`scenario: expected some of ${known.join(', ')}, got ${unknown}`);
  }
  const runs = Number(values.runs ?? DEFAULT_RUNS);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs: expected a whole number from 1, got ${values.runs}`);
  }
  const scenarios = known.filter((name) => positionals.length === 0 || positionals.includes(name));
  return { scenarios, runs, writes: values.write || scenarios.length === known.length };
}
