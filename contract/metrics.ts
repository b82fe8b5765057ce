/** The namespace of Mailroom's metrics in CloudWatch. */
export const METRICS_NAMESPACE = 'Mailroom';

/** The value of the dimension `service`, which Powertools gives to every metric, of what the emailer writes. */
export const METRICS_SERVICE = 'emailer';

/** The same of what the feedback function writes. */
export const FEEDBACK_METRICS_SERVICE = 'feedback';

/** The dimension that tells pipelines, branches and sandboxes of one account apart: the name of the function that writes. */
export const FUNCTION_DIMENSION = 'FunctionName';

/** The dimension that tells why notifications were not sent: one of `contract/reasons.ts`. */
export const REASON_DIMENSION = 'Reason';

/** What the emailer counts and measures, by its name in CloudWatch. */
export const METRICS = {
  /** Emails that SES accepted. */
  sent: 'Sent',
  /** Notifications that go back to the queue because of a failure that passes. */
  retried: 'Retried',
  /** Notifications that go back to the queue until an operator has cured the cause. */
  held: 'Held',
  /** Notifications that became dead letters because they can never be sent. */
  rejected: 'Rejected',
  /** Notifications that became dead letters because the retry horizon ended. */
  expired: 'Expired',
  /** Notifications that went back to the queue because the worker had no time left to send them. */
  returned: 'Returned',
  /** Notifications that were not sent because `deliverOnlyTo` leaves them no recipient. */
  withheld: 'Withheld',
  /** Notifications that were not sent because they had been sent before. */
  duplicatesSuppressed: 'DuplicatesSuppressed',
  /** Notifications that were not sent again because SES's event told that it had accepted them, though its reply was lost. */
  settled: 'Settled',
  /** Sends that SES refused because of the send rate. */
  sesThrottles: 'SesThrottles',
  /** Sends of which nobody knows whether SES accepted them. */
  lostReplies: 'LostReplies',
  /** Milliseconds from publishing until SES accepted the email; from entering the queue where publishing is not known. */
  deliveryTime: 'DeliveryTime',
  /** Seconds since a received notification entered the queue. */
  ageAtReceive: 'AgeAtReceive',
  /** Emails a second that the worker allows itself, once for each invocation. */
  pace: 'Pace',
  /** Emails a second that the account's quota and the plan allow all workers together, once for each invocation. */
  sendRate: 'SendRate',
  /** Percent of the account's daily sending quota that is used, whenever it was read. Nothing for an account without a limit. */
  dailyQuotaUsed: 'DailyQuotaUsed',
  /** Dead letters that the emailer wrote, with the dimension `Reason` beside the two. */
  deadLetters: 'DeadLetters',
  /**
   * When each notification that goes back to the queue had entered it, in seconds since the epoch, with the dimension
   * `Reason` beside the two. It is a moment, not an age, so that it is exact in whichever second of its minute it was written.
   */
  postponedEntered: 'PostponedEntered',
  /** When each of these is tried again, in seconds since the epoch, with the dimension `Reason` beside the two. */
  postponedUntil: 'PostponedUntil',
} as const;

export type MetricName = (typeof METRICS)[keyof typeof METRICS];

/**
 * What the feedback function counts, in recipients, as SES does: each event once, however often it comes, and by when it
 * was read. With the dimension {@link FUNCTION_DIMENSION} of its own name.
 */
export const FEEDBACK_METRICS = {
  /** Recipients whose mail server took the email. */
  delivered: 'Delivered',
  /** Recipients whose mail server refused it, or for whom SES gave up trying. */
  bounced: 'Bounced',
  /** Recipients who marked it as spam. */
  complained: 'Complained',
  /** Recipients whom SES did not try, because they are on a suppression list. */
  suppressed: 'Suppressed',
  /** Recipients whose mail server does not take the email at present, once for each event that says so. */
  deliveryDelayed: 'DeliveryDelayed',
  /** Recipients of emails that SES accepted and then rejected: it found malware, or could not render a template. */
  rejectedBySes: 'RejectedBySes',
} as const;

export type FeedbackMetricName = (typeof FEEDBACK_METRICS)[keyof typeof FEEDBACK_METRICS];
