import { type MetricDatum, type MetricId, metricKey, minuteOf } from './metric.ts';
import { Series } from './series.ts';

/** How long values are kept, in minutes: a day. No alarm can look back further. */
export const RETENTION_MINUTES = 24 * 60;

/** What has more metrics than that logs something else than dimensions; more are not kept. */
const MAX_SERIES = 2_000;

/** The metrics of one stack. */
export class MetricStore {
  readonly #series = new Map<string, Series>();
  #prunedAt = 0;

  /** Adds values to those that the metric has. */
  add({ at, values, ...id }: MetricDatum): void {
    this.open(id)?.add(minuteOf(at), values);
  }

  /** The values of a metric, to add to; `undefined` for a new one where there are too many. */
  open(id: MetricId): Series | undefined {
    const key = metricKey(id);
    const known = this.#series.get(key);
    if (known || this.#series.size >= MAX_SERIES) return known;
    const { namespace, name, dimensions } = id;
    const series = new Series({ namespace, name, dimensions });
    this.#series.set(key, series);
    return series;
  }

  /** The values of a metric, where it has any. */
  find(id: MetricId): Series | undefined {
    return this.#series.get(metricKey(id));
  }

  /** Every metric that has a value. */
  list(): MetricId[] {
    return [...this.#series.values()].map(({ id }) => id);
  }

  /** Drops what is too old, once an hour of the stack's time. */
  prune(minute: number): void {
    if (minute < this.#prunedAt + 60) return;
    this.#prunedAt = minute;
    for (const [key, series] of this.#series) {
      if (!series.keepFrom(minute - RETENTION_MINUTES)) this.#series.delete(key);
    }
  }
}
