import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  FUNCTION_DIMENSION,
  METRICS,
  METRICS_NAMESPACE,
  METRICS_SERVICE,
  type MetricName,
  REASON_DIMENSION,
} from '../../contract/metrics.ts';
import { HELD, RETRIED } from '../../contract/reasons.ts';
import type { PostponedMinute } from './postponed.ts';

const PERIOD_SECONDS = 60;

/** The longest delay is an hour, and a minute that is over may be told late. */
const LOOK_BACK_MILLISECONDS = 70 * 60_000;

const REASONS = Object.keys({ ...HELD, ...RETRIED }) as PostponedMinute['reason'][];

/** What is asked of each reason, by its name in {@link PostponedMinute}. */
const STATISTICS = {
  count: [METRICS.postponedUntil, 'SampleCount'],
  entered: [METRICS.postponedEntered, 'Minimum'],
  first: [METRICS.postponedUntil, 'Minimum'],
  last: [METRICS.postponedUntil, 'Maximum'],
} as const satisfies Record<string, readonly [MetricName, string]>;

type Statistic = keyof typeof STATISTICS;

/** What the emailer told lately of what it postponed; CloudWatch may be some minutes late. */
export async function postponedMinutes(
  cloudWatch: CloudWatchClient,
  functionName: string,
): Promise<PostponedMinute[]> {
  const now = Date.now();
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - LOOK_BACK_MILLISECONDS),
      EndTime: new Date(now + PERIOD_SECONDS * 1000),
      MetricDataQueries: REASONS.flatMap((reason, index) =>
        Object.entries(STATISTICS).map(([statistic, [MetricName, Stat]]) => ({
          Id: `${statistic}${index}`,
          MetricStat: {
            Metric: {
              Namespace: METRICS_NAMESPACE,
              MetricName,
              Dimensions: [
                { Name: 'service', Value: METRICS_SERVICE },
                { Name: FUNCTION_DIMENSION, Value: functionName },
                { Name: REASON_DIMENSION, Value: reason },
              ],
            },
            Period: PERIOD_SECONDS,
            Stat,
          },
        })),
      ),
    }),
  );
  return REASONS.flatMap((reason, index) => {
    const values = (statistic: Statistic) => {
      const { Timestamps = [], Values = [] } =
        MetricDataResults.find(({ Id }) => Id === `${statistic}${index}`) ?? {};
      return new Map(Timestamps.map((time, place) => [time.getTime(), Values[place]]));
    };
    const [counts, entered, first, last] = [
      values('count'),
      values('entered'),
      values('first'),
      values('last'),
    ];
    return [...counts].flatMap(([minute, count]): PostponedMinute[] => {
      const [from, next, until] = [entered.get(minute), first.get(minute), last.get(minute)];
      // One that was just told may not be there with all of its statistics yet.
      if (count === undefined || from === undefined || next === undefined || until === undefined) return [];
      return [{ reason, count, entered: from * 1000, first: next * 1000, last: until * 1000 }];
    });
  });
}
