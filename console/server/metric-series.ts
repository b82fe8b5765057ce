import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { FUNCTION_DIMENSION, METRICS, METRICS_NAMESPACE, METRICS_SERVICE } from '../../contract/metrics.ts';
import { queueNameOf } from '../../ops/dead-letters/dead-letter-queue.ts';
import type { Target } from '../../ops/target.ts';
import type { SeriesPoint } from '../api.ts';

const MINUTE_MILLISECONDS = 60_000;

/** So far back it is looked. */
const MINUTES = 180;

/** CloudWatch may be told of a minute when it is over by some. */
const LATE_MINUTES = 2;

type Numbers = Omit<SeriesPoint, 'at' | 'seconds' | 'quotaUsed'>;

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
}

/** What is asked of a pipeline; what it does not name is left out. */
function metricsOf({ pipeline }: Target): Partial<Record<keyof Numbers, Metric>> {
  const { topicArn, queueUrl, deadLetterQueueUrl, functions } = pipeline;
  const ofQueue = (url: string | undefined, name: string) =>
    url === undefined
      ? undefined
      : { namespace: 'AWS/SQS', name, dimensions: { QueueName: queueNameOf(url) }, statistic: 'Maximum' };
  const ofEmailer = (name: string, statistic = 'Sum') =>
    functions.emailer === undefined
      ? undefined
      : {
          ...{ namespace: METRICS_NAMESPACE, name, statistic },
          dimensions: { service: METRICS_SERVICE, [FUNCTION_DIMENSION]: functions.emailer },
        };
  const metrics = {
    published:
      topicArn === undefined
        ? undefined
        : {
            ...{ namespace: 'AWS/SNS', name: 'NumberOfMessagesPublished', statistic: 'Sum' },
            dimensions: { TopicName: topicArn.split(':').at(-1) as string },
          },
    sent: ofEmailer(METRICS.sent),
    retried: ofEmailer(METRICS.retried),
    held: ofEmailer(METRICS.held),
    rejected: ofEmailer(METRICS.rejected),
    expired: ofEmailer(METRICS.expired),
    latencyP50: ofEmailer(METRICS.deliveryTime, 'p50'),
    latencyP99: ofEmailer(METRICS.deliveryTime, 'p99'),
    waiting: ofQueue(queueUrl, 'ApproximateNumberOfMessagesVisible'),
    inFlight: ofQueue(queueUrl, 'ApproximateNumberOfMessagesNotVisible'),
    oldestSeconds: ofQueue(queueUrl, 'ApproximateAgeOfOldestMessage'),
    deadLetters: ofQueue(deadLetterQueueUrl, 'ApproximateNumberOfMessagesVisible'),
  };
  return Object.fromEntries(Object.entries(metrics).filter(([, metric]) => metric !== undefined));
}

/** What CloudWatch knows of a pipeline's last three hours, a point a minute, oldest first. */
export async function readSeries(
  cloudWatch: CloudWatchClient,
  target: Target,
  now: number,
): Promise<readonly SeriesPoint[]> {
  const end = Math.floor(now / MINUTE_MILLISECONDS) * MINUTE_MILLISECONDS;
  const begin = end - MINUTES * MINUTE_MILLISECONDS;
  const metrics = metricsOf(target);
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(begin),
      EndTime: new Date(end),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: Object.entries(metrics).map(([id, metric]) => queryOf(id, metric)),
    }),
  );
  return Array.from({ length: MINUTES - LATE_MINUTES }, (_, index) =>
    pointAt(begin + index * MINUTE_MILLISECONDS, MetricDataResults),
  );
}

function queryOf(id: string, { namespace, name, dimensions, statistic }: Metric): MetricDataQuery {
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: MINUTE_MILLISECONDS / 1000,
      Stat: statistic,
    },
  };
}

function pointAt(at: number, results: readonly MetricDataResult[]): SeriesPoint {
  const value = (id: keyof Numbers): number | null => {
    const { Timestamps = [], Values = [] } = results.find(({ Id }) => Id === id) ?? {};
    return Values[Timestamps.findIndex((time) => time.getTime() === at)] ?? null;
  };
  const count = (id: keyof Numbers) => value(id) ?? 0;
  return {
    at: new Date(at).toISOString(),
    seconds: MINUTE_MILLISECONDS / 1000,
    ...{ published: count('published'), sent: count('sent'), retried: count('retried'), held: count('held') },
    ...{ rejected: count('rejected'), expired: count('expired'), waiting: count('waiting') },
    ...{ inFlight: count('inFlight'), deadLetters: count('deadLetters') },
    oldestSeconds: value('oldestSeconds'),
    latencyP50: value('latencyP50'),
    latencyP99: value('latencyP99'),
    quotaUsed: null,
  };
}
