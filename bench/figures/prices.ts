/**
 * What AWS charges in us-east-1, in dollars, without free tiers and without SES's own price. Read in November 2026;
 * SNS, SQS and Lambda from third parties that quote AWS's pages, which are linked beside.
 */
export const PRICES = {
  /**
   * A request, up to 64 KB, of which a batch is one.
   * @see https://aws.amazon.com/sns/pricing/
   */
  snsRequest: 0.5e-6,
  /**
   * A request of a standard queue, up to 64 KB, of which a batch is one; polling that finds nothing is one, too.
   * @see https://aws.amazon.com/sqs/pricing/
   */
  sqsRequest: 0.4e-6,
  /** @see https://aws.amazon.com/lambda/pricing/ */
  lambdaRequest: 0.2e-6,
  /**
   * A gigabyte-second on arm64.
   * @see https://aws.amazon.com/lambda/pricing/
   */
  lambdaGigabyteSecond: 0.0000133334,
  /**
   * A write of up to 1 KB, on demand; a conditional write that fails is one, too.
   * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
   */
  dynamodbWrite: 0.625e-6,
  /**
   * A read of up to 4 KB, strongly consistent, on demand; half of it where it is eventually consistent.
   * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
   */
  dynamodbRead: 0.125e-6,
  /**
   * A gigabyte of logs taken in, of which metrics in the embedded format are a part.
   * @see https://aws.amazon.com/cloudwatch/pricing/
   */
  logsGigabyte: 0.5,
  /**
   * A month of a metric of one's own, of the first 10,000; billed by the hour in which it has a value.
   * @see https://aws.amazon.com/cloudwatch/pricing/
   */
  metricMonth: 0.3,
  /**
   * A month of a metric that an alarm watches.
   * @see https://aws.amazon.com/cloudwatch/pricing/
   */
  alarmMetricMonth: 0.1,
  /** @see https://aws.amazon.com/cloudwatch/pricing/ */
  dashboardMonth: 3,
  /** @see https://aws.amazon.com/kms/pricing/ */
  kmsRequest: 0.03 / 10_000,
} as const;
