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
] as const;

export type AlarmKind = (typeof ALARMS)[number];
