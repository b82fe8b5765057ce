/** Of what is a dead letter: never sent, whatever happens. */
export const GIVEN_UP = {
  invalid: 'The payload is no notification.',
  'message-rejected': 'SES refuses the email itself.',
  'address-refused': 'SES refuses an address of the email.',
  'recipient-not-verified': 'The account is in the SES sandbox, and the recipient is not verified there.',
  'id-reused': 'Another notification with this id and other content was sent or is being sent.',
  'attachment-missing': 'An attachment is not, or no longer, in its bucket.',
  'too-large': 'The email is larger than SES takes.',
  expired: 'The retry horizon ended before it could be sent.',
} as const;

/** Of what is held until an operator has cured it. */
export const HELD = {
  'account-paused': 'SES has paused sending for the account.',
  'configuration-set-paused': 'Sending is paused for the configuration set.',
  'configuration-set-missing': 'The configuration set does not exist.',
  'sender-not-verified': 'The sender, or its MAIL FROM domain, is not verified in SES.',
  'refused-alike':
    'SES refuses one notification after another in the same words, so the fault is not theirs.',
  'access-denied': 'The emailer may not send as this sender.',
  'attachment-forbidden': 'The emailer may not read an attachment.',
  'daily-quota': 'The daily sending quota of the account is used up.',
} as const;

/** Of what is retried: it passes. */
export const RETRIED = {
  throttled: 'SES throttled the send rate.',
  'lost-reply': 'SES did not answer, and may have accepted the email.',
  unsettled: 'Whether SES has accepted it is not known yet; its event is waited for.',
  connection: 'SES could not be reached.',
  'credentials-expired': 'The credentials of the emailer had expired.',
  'attachment-unavailable': 'S3 did not give an attachment.',
  'in-progress': 'The same notification is being sent, or a worker died while it was.',
  'table-unavailable': 'The table of sent notifications could not be read or written.',
  unknown: 'An error that Mailroom does not know.',
} as const;

/**
 * Why a notification was not sent, and the sentence that says so to people. Dead letters and logs carry both; neither
 * holds an address or content.
 */
export const REASONS = { ...GIVEN_UP, ...HELD, ...RETRIED } as const;

export type Reason = keyof typeof REASONS;
