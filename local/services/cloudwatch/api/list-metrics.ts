import { own } from '../../../../template/json.ts';
import { textOf } from '../../../../template/scalars.ts';
import { dimensionList } from '../dimensions.ts';
import type { MetricId } from '../metric.ts';
import type { Action } from './action.ts';
import { pageOf } from './pages.ts';

const PAGE_SIZE = 500;

/** A dimension that is asked for, as it came. */
interface Filter {
  readonly Name?: unknown;
  readonly Value?: unknown;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics: Action = async ({ Namespace, MetricName, Dimensions, NextToken }, cloudWatch) => {
  await cloudWatch.refresh();
  const filters: Filter[] = Array.isArray(Dimensions) ? Dimensions.map(Object) : [];
  const metrics = cloudWatch.metrics
    .list()
    .filter(({ namespace }) => Namespace === undefined || namespace === Namespace)
    .filter(({ name }) => MetricName === undefined || name === MetricName)
    .filter((metric) => filters.every((filter) => hasDimension(metric, filter)));
  const { items, ...next } = pageOf(metrics, PAGE_SIZE, NextToken);
  const Metrics = items.map(({ namespace, name, dimensions }) => ({
    Namespace: namespace,
    MetricName: name,
    Dimensions: dimensionList(dimensions),
  }));
  return { Metrics, ...next };
};

function hasDimension({ dimensions }: MetricId, { Name, Value }: Filter): boolean {
  const value = own(dimensions, textOf(Name));
  return value !== undefined && (Value === undefined || value === Value);
}
