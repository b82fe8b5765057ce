import type { MetricId } from './metric.ts';
import type { MetricStore } from './metric-store.ts';
import type { Grid, Points } from './points.ts';
import { type Statistic, statisticOf } from './statistic.ts';
import { UnsupportedError } from './unsupported-error.ts';

/** A metric in periods of so many minutes. */
export interface MetricStat {
  readonly metric: MetricId;
  readonly step: number;
  readonly statistic: Statistic;
}

/**
 * Reads how a metric is to be looked at.
 *
 * @throws UnsupportedError naming a statistic or a period that the local stack does not have.
 */
export function metricStatOf(metric: MetricId, statisticName: string, periodSeconds: number): MetricStat {
  const statistic = statisticOf(statisticName);
  if (!statistic) throw new UnsupportedError(`the statistic ${statisticName}`);
  if (!Number.isInteger(periodSeconds / 60) || periodSeconds <= 0) {
    throw new UnsupportedError(`a period of ${periodSeconds} seconds`);
  }
  return { metric, statistic, step: periodSeconds / 60 };
}

/** The metric's value in each period of `grid`, whose periods are as long as its own. */
export function pointsOf(
  { metric, statistic }: MetricStat,
  { first, step, length }: Grid,
  store: MetricStore,
): Points {
  const series = store.find(metric);
  return Array.from({ length }, (_, index) => series?.over(first + index * step, step, statistic));
}
