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
  /** Notifications that go back to the queue because of a passing failure. */
  retried: 'Retried',
  /** Notifications that go back to the queue until an operator has cured the cause. */
  held: 'Held',
  /** Notifications that became dead letters because they can never be sent. */
  rejected: 'Rejected',
  /** Notifications that became dead letters because the retry horizon ended. */
  expired: 'Expired',
  /** Notifications that went back unsent because the worker's time was up. */
  returned: 'Returned',
  /** Notifications not sent because the guard leaves nobody to send them to. */
  withheld: 'Withheld',
  /** Notifications not sent because they had been sent before. */
  duplicatesSuppressed: 'DuplicatesSuppressed',
  /** Notifications not sent again because SES told later that it had accepted them, though its reply was lost. */
  settled: 'Settled',
  /** Sends that SES refused because of the send rate. */
  sesThrottles: 'SesThrottles',
  /** Sends of which nobody knows whether SES accepted them. */
  lostReplies: 'LostReplies',
  /** Milliseconds from publishing, or from entering the queue where that is unknown, until SES accepted the email. */
  deliveryTime: 'DeliveryTime',
  /** Seconds since a received notification entered the queue. */
  ageAtReceive: 'AgeAtReceive',
  /** Emails a second that the worker allows itself. */
  pace: 'Pace',
  /** Emails a second that the account's quota and the plan allow all workers. */
  sendRate: 'SendRate',
  /** Percent of the account's daily sending quota that was used when it was read last. */
  dailyQuotaUsed: 'DailyQuotaUsed',
  /** Notifications that became dead letters, with the dimension {@link REASON_DIMENSION} beside the function's. */
  deadLetters: 'DeadLetters',
  /**
   * When each notification that goes back to the queue had entered it, in seconds since the epoch, with the dimension
   * {@link REASON_DIMENSION}. A moment and no age, so that it is exact whenever within its minute it was told.
   */
  postponedEntered: 'PostponedEntered',
  /** When each of these is tried again, likewise. */
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
  /** Recipients for whom SES did not try, since they are on a suppression list. */
  suppressed: 'Suppressed',
  /** Recipients for whom SES tries on, once for each time that it says so. */
  deliveryDelayed: 'DeliveryDelayed',
  /** Recipients of emails that SES took and then did not try to deliver: it found malware, or no template. */
  rejectedBySes: 'RejectedBySes',
} as const;

export type FeedbackMetricName = (typeof FEEDBACK_METRICS)[keyof typeof FEEDBACK_METRICS];
