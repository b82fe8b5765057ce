import { startOf } from '../../../local/services/cloudwatch/metric.ts';
import { MetricStore } from '../../../local/services/cloudwatch/metric-store.ts';

/** The minute at which the tests' values begin. */
export const MINUTE = 29_000_000;

/** A metric of the namespace `App` without dimensions. */
export const aMetric = (name: string) => ({ namespace: 'App', name, dimensions: {} });

/** Adds a value for each minute from {@link MINUTE} on, but for those without one. */
export function addMinutes(store: MetricStore, name: string, values: readonly (number | undefined)[]): void {
  values.forEach((value, index) => {
    if (value !== undefined) store.add({ ...aMetric(name), at: startOf(MINUTE + index), values: [value] });
  });
}

/** A store with values by the minute of metrics of the namespace `App`. */
export function aStore(metrics: Readonly<Record<string, readonly (number | undefined)[]>>): MetricStore {
  const store = new MetricStore();
  for (const [name, values] of Object.entries(metrics)) addMinutes(store, name, values);
  return store;
}
