import { parseArgs } from 'node:util';

/** What the command line of the cold bench asks for. */
export interface ColdArguments {
  /** The share of one processor that emailers have; `undefined` where they run as fast as they can. */
  readonly cpu: number | undefined;
  /** Whether to write the results into `docs/benchmarks.md`. */
  readonly writes: boolean;
}

/**
 * Reads `[--cpu share] [--write]`.
 *
 * @throws Error in one sentence, naming what is allowed.
 */
export function readColdArguments(given: readonly string[]): ColdArguments {
  const { values } = parseArgs({
    args: [...given],
    options: { cpu: { type: 'string' }, write: { type: 'boolean', default: false } },
  });
  const cpu = values.cpu === undefined ? undefined : Number(values.cpu);
  if (cpu !== undefined && !(cpu > 0 && cpu <= 1)) {
    throw new Error(
      `--cpu: expected a share of one processor above 0, up to 1, as in 0.145, got ${values.cpu}`,
    );
  }
  return { cpu, writes: values.write };
}
