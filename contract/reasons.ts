/** The notification becomes a dead letter. */
export const GIVEN_UP = {
  /** The payload does not follow the schema of a notification. */
  invalid: 'The payload is no notification.',
  /** SES: `MessageRejected`, `ValidationError`, `InvalidParameterCombination`. */
  'message-rejected': 'SES refuses the email itself.',
  /** SES: `InvalidParameterValue`, or `MessageRejected` with a text that names a recipient's address. */
  'address-refused': 'SES refuses an address of the email.',
  /** SES: `MessageRejected`, "Email address is not verified", and the sender is not among the addresses that it names. */
  'recipient-not-verified': 'The account is in the SES sandbox, and the recipient is not verified there.',
  /** The table has the id with other content. */
  'id-reused': 'Another notification with this id and other content was sent or is being sent.',
  /** S3: `NoSuchKey` or `NoSuchBucket`. */
  'attachment-missing': 'An attachment is not, or no longer, in its bucket.',
  /** The email in MIME has more than the 10 MB that SES takes. */
  'too-large': 'The email is larger than SES takes.',
  /** `retryFor` has passed since the notification entered the queue. `error` names the last failure. */
  expired: 'The retry horizon ended before it could be sent.',
} as const;

/** The notification is tried again, slowly, until an operator has cured the cause. */
export const HELD = {
  /** SES: `AccountSendingPausedException`, or `MessageRejected` with the words for a paused, suspended or disabled account. */
  'account-paused': 'SES has paused sending for the account.',
  /** SES: `ConfigurationSetSendingPausedException`. */
  'configuration-set-paused': 'Sending is paused for the configuration set.',
  /** SES: `ConfigurationSetDoesNotExistException`. */
  'configuration-set-missing': 'The configuration set does not exist.',
  /** SES: `MailFromDomainNotVerifiedException`, or "Email address is not verified" with the sender among the addresses that it names. */
  'sender-not-verified': 'The sender, or its MAIL FROM domain, is not verified in SES.',
  /** SES refused three notifications in a row with the same words, which Mailroom does not know. */
  'refused-alike':
    'SES refuses one notification after another in the same words, so the fault is not theirs.',
  /** SES: `AccessDenied`, and the errors for a wrong key or signature. */
  'access-denied': 'The emailer may not send as this sender.',
  /** S3: `AccessDenied`, or the object is archived, or its bucket is in another region. */
  'attachment-forbidden': 'The emailer may not read an attachment.',
  /** SES: `Throttling`, "Daily message quota exceeded"; or `GetSendQuota` tells that it is used up. */
  'daily-quota': 'The daily sending quota of the account is used up.',
} as const;

/** The notification is tried again: the failure passes by itself. */
export const RETRIED = {
  /** SES: `Throttling`, "Maximum sending rate exceeded", and the other names of a throttle. */
  throttled: 'SES throttled the send rate.',
  /** A 5xx, a timeout, a connection that broke, an answer that cannot be read. SES may have accepted the email. */
  'lost-reply': 'SES did not answer, and may have accepted the email.',
  /** An earlier attempt ended without an answer, and SES's event has not come yet. */
  unsettled: 'Whether SES has accepted it is not known yet; its event is waited for.',
  /** No connection to SES could be opened. */
  connection: 'SES could not be reached.',
  /** SES: `ExpiredToken`, `RequestExpired`. */
  'credentials-expired': 'The credentials of the emailer had expired.',
  /** S3 did not answer in time, or with another error than those above. */
  'attachment-unavailable': 'S3 did not give an attachment.',
  /** The table has a record of this id that another worker has locked. */
  'in-progress': 'The same notification is being sent, or a worker died while it was.',
  /** DynamoDB did not answer. SES was not called. */
  'table-unavailable': 'The table of sent notifications could not be read or written.',
  /** Any other error. The log line has the level ERROR. */
  unknown: 'An error that Mailroom does not know.',
} as const;

/**
 * Why a notification was not sent, and the sentence that says so to people. Dead letters and logs carry both; neither
 * holds an address or content.
 */
export const REASONS = { ...GIVEN_UP, ...HELD, ...RETRIED } as const;

export type Reason = keyof typeof REASONS;
