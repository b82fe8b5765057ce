import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';

/** SQS tells CloudWatch once a minute, and may be late. */
const PERIOD_SECONDS = 60;
const LOOK_BACK_MILLISECONDS = 15 * 60_000;

/**
 * Seconds that the oldest message of a queue is old, as CloudWatch knows it; `undefined` where it has been told
 * nothing lately. SQS leaves out of it what was received three times.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export async function ageOfOldest(
  cloudWatch: CloudWatchClient,
  queueName: string,
  now: number,
): Promise<number | undefined> {
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - LOOK_BACK_MILLISECONDS),
      EndTime: new Date(now + PERIOD_SECONDS * 1000),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: [
        {
          Id: 'age',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/SQS',
              MetricName: 'ApproximateAgeOfOldestMessage',
              Dimensions: [{ Name: 'QueueName', Value: queueName }],
            },
            Period: PERIOD_SECONDS,
            Stat: 'Maximum',
          },
        },
      ],
    }),
  );
  return MetricDataResults[0]?.Values?.[0];
}
