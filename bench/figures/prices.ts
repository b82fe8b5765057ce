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
} as const;
