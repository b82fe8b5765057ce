/** The alarms of a pipeline to which SES's events come back. */
export const FEEDBACK_ALARMS = [
  /** So many emails of the account bounce that SES is about to review it. */
  'BounceRateHigh',
  /** So many recipients of the account complain that SES is about to review it. */
  'ComplaintRateHigh',
  /** What SES told of an email could not be read or recorded. */
  'FeedbackDeadLetterArrived',
] as const;

/**
 * A pipeline's alarms by what each tells of: the id of the alarm's construct, and its key in the pipeline's outputs.
 */
export const ALARMS = [
  /** A notification became a dead letter, whoever moved it there. */
  'DeadLetterArrived',
  /** SNS could not deliver a notification to the queue. */
  'NotificationUndelivered',
  /** Notifications wait too long. */
  'NotificationsOld',
  /** Notifications wait until an operator has cured the sender's fault. */
  'NotificationsHeld',
  /** The emailer failed as a whole. */
  'EmailerErrors',
  /** Lambda did not let the emailer run. */
  'EmailerThrottles',
  /** The emailer ran into its timeout. */
  'EmailerTimeouts',
  /** The account's daily sending quota is nearly used up. */
  'DailyQuotaNearlyUsed',
  ...FEEDBACK_ALARMS,
] as const;

export type FeedbackAlarmKind = (typeof FEEDBACK_ALARMS)[number];

export type AlarmKind = (typeof ALARMS)[number];
