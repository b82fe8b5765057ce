import { type JsonObject, objectOf } from '../../../template/json.ts';
import { flagOf, numberOf, textOf } from '../../../template/scalars.ts';
import type { ResourceReader } from '../../assembly/resource-reader.ts';
import { dimensionsOf } from './dimensions.ts';
import type { ParseExpression } from './math-expression.ts';
import type { MetricId } from './metric.ts';
import { MetricQueries, type MetricQuery } from './metric-queries.ts';
import { type MetricSources, requireSource } from './metric-sources.ts';
import { metricStatOf } from './metric-stat.ts';
import { UnsupportedError } from './unsupported-error.ts';

/**
 * What an alarm looks at: one metric, or several and an expression.
 *
 * @throws UnsupportedError naming what the local stack does not have.
 */
export function alarmQueries(
  reader: ResourceReader,
  sources: MetricSources,
  parse: ParseExpression | undefined,
): { queries: MetricQueries; step: number } {
  const list = reader.list('Metrics').map((query) => objectOf(query));
  const given = list.length > 0 ? list.map(queryOf) : [singleMetric(reader)];
  if (reader.properties.ThresholdMetricId !== undefined) throw new UnsupportedError('anomaly detection');
  const queries = new MetricQueries(given, parse);
  if (queries.returned.length !== 1)
    throw new UnsupportedError('more than one metric or expression that returns data');
  for (const { metric } of queries.metrics) requireSource(metric, sources);
  const [step, ...others] = new Set(queries.metrics.map((stat) => stat.step));
  if (step === undefined) throw new UnsupportedError('an expression without a metric');
  if (others.length > 0) throw new UnsupportedError('metrics with different periods');
  return { queries, step };
}

function singleMetric(reader: ResourceReader): MetricQuery {
  const { properties } = reader;
  const statistic = properties.Statistic ?? properties.ExtendedStatistic;
  const stat = metricStatOf(metricOf(properties), textOf(statistic), reader.number('Period', 0));
  return { id: 'm1', returnsData: true, of: stat };
}

/** One of the entries of `Metrics`. Unless it says so, each returns data. */
function queryOf(entry: JsonObject): MetricQuery {
  const { Id, Expression, ReturnData } = entry;
  const returnsData = flagOf(ReturnData, true);
  if (Expression !== undefined) {
    return { id: textOf(Id), returnsData, of: { expression: textOf(Expression) } };
  }
  const { Metric, Period, Stat } = objectOf(entry.MetricStat);
  const stat = metricStatOf(metricOf(objectOf(Metric)), textOf(Stat), numberOf(Period));
  return { id: textOf(Id), returnsData, of: stat };
}

function metricOf({ Namespace, MetricName, Dimensions }: JsonObject): MetricId {
  return { namespace: textOf(Namespace), name: textOf(MetricName), dimensions: dimensionsOf(Dimensions) };
}
