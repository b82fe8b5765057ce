import { own } from '../../../template/json.ts';
import type { Bucket } from './bucket.ts';

/** Makes one value of the minutes of a period, of which there is at least one. */
export type Statistic = (buckets: readonly Bucket[]) => number;

const count = (buckets: readonly Bucket[]) => buckets.reduce((total, bucket) => total + bucket.count, 0);
const sum = (buckets: readonly Bucket[]) => buckets.reduce((total, bucket) => total + bucket.sum, 0);

const STATISTICS: Readonly<Record<string, Statistic>> = {
  SampleCount: count,
  Sum: sum,
  Average: (buckets) => sum(buckets) / count(buckets),
  Minimum: (buckets) => Math.min(...buckets.map(({ minimum }) => minimum)),
  Maximum: (buckets) => Math.max(...buckets.map(({ maximum }) => maximum)),
};

/** `p0` to `p100`, with up to ten digits after the point. */
const PERCENTILE = /^p(\d{1,3}(?:\.\d{1,10})?)$/;

/** The statistic of that name, as CloudWatch writes it; `undefined` for one that is not known here. */
export function statisticOf(name: string): Statistic | undefined {
  const [, percent] = PERCENTILE.exec(name) ?? [];
  if (percent === undefined) return own(STATISTICS, name);
  const share = Number(percent) / 100;
  return share <= 1 ? (buckets) => percentile(share, buckets) : undefined;
}

/** The least value that so large a share of all values does not exceed. */
function percentile(share: number, buckets: readonly Bucket[]): number {
  const values = buckets.flatMap((bucket) => bucket.values).sort((one, other) => one - other);
  const rank = Math.max(1, Math.ceil(share * values.length));
  return values[rank - 1] ?? 0;
}
