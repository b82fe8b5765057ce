import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import {
  FEEDBACK_METRICS,
  FEEDBACK_METRICS_SERVICE,
  FUNCTION_DIMENSION,
  METRICS_NAMESPACE,
} from '../../contract/metrics.ts';
import { REPUTATION_METRICS, SES_METRICS_NAMESPACE } from '../../contract/reputation.ts';

const HOUR_SECONDS = 3_600;
const DAY_MILLISECONDS = 86_400_000;

/** CloudWatch is told once a minute, and each question has its price. */
const KEPT_MILLISECONDS = 60_000;

type Counted = keyof typeof FEEDBACK_METRICS;
type Rate = keyof typeof REPUTATION_METRICS;

/** What became of the emails that SES accepted. */
export interface Feedback {
  /** Recipients of whom SES told it in the last 24 hours, by the feedback function's metrics. */
  readonly lastDay: Readonly<Record<Counted, number>>;
  /** The account's rates as SES told them last, as fractions; `undefined` where it told none within a day. */
  readonly rates: Readonly<Record<Rate, number | undefined>>;
}

/** Tells again and again what became of emails. */
export class FeedbackReader {
  readonly #cloudWatch: CloudWatchClient;
  readonly #keptMilliseconds: number;
  #last: { readonly at: number; readonly feedback: Feedback } | undefined;

  /** @param options.isFree whether it costs nothing to ask: it is asked each time then. */
  constructor(cloudWatch: CloudWatchClient, { isFree }: { readonly isFree: boolean }) {
    this.#cloudWatch = cloudWatch;
    this.#keptMilliseconds = isFree ? 0 : KEPT_MILLISECONDS;
  }

  /** @param feedbackFunction the name of the feedback function. */
  async read(feedbackFunction: string, now: number): Promise<Feedback> {
    if (!this.#last || now - this.#last.at >= this.#keptMilliseconds)
      this.#last = { at: now, feedback: await feedbackOf(this.#cloudWatch, feedbackFunction, now) };
    return this.#last.feedback;
  }
}

async function feedbackOf(
  cloudWatch: CloudWatchClient,
  functionName: string,
  now: number,
): Promise<Feedback> {
  const Dimensions = [
    { Name: 'service', Value: FEEDBACK_METRICS_SERVICE },
    { Name: FUNCTION_DIMENSION, Value: functionName },
  ];
  const counts = Object.entries(FEEDBACK_METRICS).map(([Id, MetricName]) =>
    hourly(Id, { Namespace: METRICS_NAMESPACE, MetricName, Dimensions }, 'Sum'),
  );
  const rates = Object.entries(REPUTATION_METRICS).map(([Id, MetricName]) =>
    hourly(Id, { Namespace: SES_METRICS_NAMESPACE, MetricName }, 'Average'),
  );
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - DAY_MILLISECONDS),
      EndTime: new Date(now + 60_000),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: [...counts, ...rates],
    }),
  );
  const valuesOf = (id: string) => MetricDataResults.find(({ Id }) => Id === id)?.Values ?? [];
  const sumOf = (id: string) => valuesOf(id).reduce((sum, value) => sum + value, 0);
  return {
    lastDay: mapKeys<Counted, number>(FEEDBACK_METRICS, sumOf),
    rates: mapKeys<Rate, number | undefined>(REPUTATION_METRICS, (id) => valuesOf(id)[0]),
  };
}

/** @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html */
function hourly(
  Id: string,
  Metric: NonNullable<MetricDataQuery['MetricStat']>['Metric'],
  Stat: string,
): MetricDataQuery {
  return { Id, MetricStat: { Metric, Period: HOUR_SECONDS, Stat } };
}

function mapKeys<Key extends string, Value>(
  keys: Readonly<Record<Key, unknown>>,
  map: (key: Key) => Value,
): Record<Key, Value> {
  const names = Object.keys(keys) as Key[];
  return Object.fromEntries(names.map((key) => [key, map(key)])) as Record<Key, Value>;
}
