/** Where SES tells CloudWatch of an account's reputation in a region; the metrics of the account have no dimension. */
export const SES_METRICS_NAMESPACE = 'AWS/SES';

/** The rates, as fractions, by which SES judges an account, by their names in CloudWatch. */
export const REPUTATION_METRICS = {
  bounceRate: 'Reputation.BounceRate',
  complaintRate: 'Reputation.ComplaintRate',
} as const;

/**
 * From these rates on SES reviews an account; it may pause it at 10 and 0.5 percent.
 * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html
 */
export const REVIEWED = { bounceRate: 0.05, complaintRate: 0.001 } as const;

/** Early enough to find out why, and stop it, before SES reviews the account. */
export const HIGH = { bounceRate: 0.04, complaintRate: 0.0008 } as const;
