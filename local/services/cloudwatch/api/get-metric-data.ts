import { numberOf, textOf } from '../../../../template/scalars.ts';
import { dimensionsOf } from '../dimensions.ts';
import { minuteOf, startOf } from '../metric.ts';
import { MetricQueries, type MetricQuery } from '../metric-queries.ts';
import { metricStatOf } from '../metric-stat.ts';
import type { Grid } from '../points.ts';
import { UnsupportedError } from '../unsupported-error.ts';
import type { Action } from './action.ts';
import { CloudWatchError } from './cloudwatch-error.ts';

type Entry = Readonly<Record<string, unknown>>;

const MAX_PERIODS = 100_800;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData: Action = async (request, cloudWatch, { parser }) => {
  await cloudWatch.refresh();
  const { MetricDataQueries, StartTime, EndTime, ScanBy } = request;
  const entries: Entry[] = Array.isArray(MetricDataQueries) ? MetricDataQueries.map(Object) : [];
  const parse = entries.some(({ Expression }) => Expression !== undefined) ? await parser() : undefined;
  try {
    const queries = new MetricQueries(entries.map(queryOf), parse);
    const grid = gridOf(queries, numberOf(StartTime) * 1000, numberOf(EndTime) * 1000);
    const results = queries.returned.map((id) => {
      const points = queries.evaluate(id, grid, cloudWatch.metrics);
      const found = points.flatMap((value, index) => (value === undefined ? [] : [{ value, index }]));
      const ordered = ScanBy === 'TimestampAscending' ? found : found.toReversed();
      return {
        Id: id,
        Label: labelOf(entries.find(({ Id }) => Id === id)),
        Timestamps: ordered.map(({ index }) => startOf(grid.first + index * grid.step) / 1000),
        Values: ordered.map(({ value }) => value),
        StatusCode: 'Complete',
      };
    });
    return { MetricDataResults: results, Messages: [] };
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    throw new CloudWatchError('ValidationError', `The local stack does not have ${error.message}.`);
  }
};

function queryOf({ Id, Expression, MetricStat, ReturnData }: Entry): MetricQuery {
  const query = { id: textOf(Id), returnsData: ReturnData !== false };
  if (Expression !== undefined) return { ...query, of: { expression: textOf(Expression) } };
  const { Metric, Period, Stat } = Object(MetricStat) as Entry;
  const { Namespace, MetricName, Dimensions } = Object(Metric) as Entry;
  const metric = {
    namespace: textOf(Namespace),
    name: textOf(MetricName),
    dimensions: dimensionsOf(Dimensions),
  };
  return { ...query, of: metricStatOf(metric, textOf(Stat), numberOf(Period)) };
}

/** Periods begin at multiples of their length, and the first may begin before the start. */
function gridOf(queries: MetricQueries, start: number, end: number): Grid {
  const [step = 1, ...others] = new Set(queries.metrics.map((stat) => stat.step));
  if (others.length > 0) throw new UnsupportedError('metrics with different periods in one request');
  if (!(start < end)) {
    throw new CloudWatchError(
      'ValidationError',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  const first = Math.floor(minuteOf(start) / step) * step;
  const length = Math.ceil((Math.ceil(end / 60_000) - first) / step);
  if (length > MAX_PERIODS) throw new CloudWatchError('ValidationError', `More than ${MAX_PERIODS} periods.`);
  return { first, step, length };
}

/** Its own, or else the metric's name. */
function labelOf(entry: Entry = {}): string {
  const { Metric } = Object(entry.MetricStat) as Entry;
  const { MetricName } = Object(Metric) as Entry;
  return textOf(entry.Label ?? MetricName ?? entry.Id);
}
