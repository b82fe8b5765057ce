/** The dimensions of a metric, by name. */
export type Dimensions = Readonly<Record<string, string>>;

/** What tells a metric apart: the same name with other dimensions is another metric. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
}

/** Values of a metric at one time, in milliseconds since the epoch by the stack's clock. */
export interface MetricDatum extends MetricId {
  readonly at: number;
  readonly values: readonly number[];
}

const MINUTE_MILLISECONDS = 60_000;

/** The minute of a moment, counted since the epoch. */
export function minuteOf(moment: number): number {
  return Math.floor(moment / MINUTE_MILLISECONDS);
}

/** When a minute begins, in milliseconds since the epoch. */
export function startOf(minute: number): number {
  return minute * MINUTE_MILLISECONDS;
}

/** One text for each metric, whatever the order of its dimensions. */
export function metricKey({ namespace, name, dimensions }: MetricId): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}
