/** The middle value; the lower one of the two where their number is even, so that it is one that was measured. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that is at least as large as `percent` (0 to 100) of all values: the nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** What several runs of the same trial gave for one figure. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Sums up the runs in which the figure could be taken; `undefined` where there was none. */
export function summarize(values: readonly (number | undefined)[]): Summary | undefined {
  const taken = values.filter((value) => value !== undefined);
  if (taken.length === 0) return undefined;
  return { median: median(taken), min: Math.min(...taken), max: Math.max(...taken) };
}
