import type { Reason } from '../contract/reasons.ts';
import { type SesText, saidInRefusal, textOf, wordsOfRefusal } from './ses-texts.ts';

/** What is to be done about a failure while the retry horizon lasts. */
export type Treatment = 'reject' | 'retry' | 'hold';

/** Why a send failed, as far as it decides what happens next. Dead letters and logs name the reason. */
export interface Failure {
  readonly treatment: Treatment;
  readonly reason: Reason;
  /** The error's name, `MessageRejected`, or its code where the name says nothing, `ECONNREFUSED`. */
  readonly error: string;
  /** Whether SES may have accepted the email all the same. */
  readonly lostReply: boolean;
  /**
   * Of a refusal by SES in words that nobody knows: the words, without whatever is of this email alone. Whose fault it is
   * shows when they come again.
   */
  readonly unknownWords?: string | undefined;
  /** What SES said in a refusal, without personal data. */
  readonly said?: string | undefined;
  /** SES was not asked, since what it would say is known. */
  readonly isUnasked?: true;
  /** In how many seconds it is known whether SES accepted it, however old it is then. */
  readonly settlesInSeconds?: number;
  /** The table does not tell yet whether SES accepted it, and is asked again, however old it is then. */
  readonly isUntold?: true;
}

type Cause = readonly [Treatment, Reason];

/** What every SES account and configuration can answer with, by the name that the SDK gives the error. */
const CAUSES: Readonly<Record<string, Cause>> = {
  // The notification's own fault, which no retry cures.
  // https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html#API_SendEmail_Errors
  MessageRejected: ['reject', 'message-rejected'],
  // https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html
  InvalidParameterValue: ['reject', 'address-refused'],
  InvalidParameterCombination: ['reject', 'message-rejected'],
  ValidationError: ['reject', 'message-rejected'],
  InvalidNotificationError: ['reject', 'invalid'],
  IdempotencyValidationError: ['reject', 'id-reused'],

  // The sender's fault, which an operator cures.
  AccountSendingPausedException: ['hold', 'account-paused'],
  // What v2 of the API calls it.
  SendingPausedException: ['hold', 'account-paused'],
  AccountSuspendedException: ['hold', 'account-paused'],
  ConfigurationSetSendingPausedException: ['hold', 'configuration-set-paused'],
  ConfigurationSetDoesNotExistException: ['hold', 'configuration-set-missing'],
  ConfigurationSetDoesNotExist: ['hold', 'configuration-set-missing'],
  MailFromDomainNotVerifiedException: ['hold', 'sender-not-verified'],
  AccessDenied: ['hold', 'access-denied'],
  AccessDeniedException: ['hold', 'access-denied'],
  NotAuthorized: ['hold', 'access-denied'],
  OptInRequired: ['hold', 'access-denied'],
  InvalidClientTokenId: ['hold', 'access-denied'],
  UnrecognizedClientException: ['hold', 'access-denied'],
  SignatureDoesNotMatch: ['hold', 'access-denied'],
  IncompleteSignature: ['hold', 'access-denied'],
  MissingAuthenticationToken: ['hold', 'access-denied'],
  MissingAuthenticationTokenException: ['hold', 'access-denied'],
  CredentialsProviderError: ['hold', 'access-denied'],

  // Passing.
  // https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
  Throttling: ['retry', 'throttled'],
  ThrottlingException: ['retry', 'throttled'],
  RequestThrottled: ['retry', 'throttled'],
  TooManyRequestsException: ['retry', 'throttled'],
  // Credentials of an environment that was long asleep, or a clock that was; the next invocation has new ones.
  ExpiredToken: ['retry', 'credentials-expired'],
  ExpiredTokenException: ['retry', 'credentials-expired'],
  RequestExpired: ['retry', 'credentials-expired'],
  IdempotencyAlreadyInProgressError: ['retry', 'in-progress'],
  IdempotencyInconsistentStateError: ['retry', 'in-progress'],
  IdempotencyPersistenceLayerError: ['retry', 'table-unavailable'],
};

/** Errors of the connection before a request could leave: SES has seen nothing. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Errors after a request had left, or may have. */
const NOT_ANSWERED: ReadonlySet<string> = new Set([
  'TimeoutError',
  'NoMessageIdError',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** What Node's parser says of an answer that is not HTTP: `HPE_INVALID_CONSTANT`. */
const UNREADABLE = /^HPE_/;

/** An answer that does not say whether SES has accepted the email. */
export class NoMessageIdError extends Error {
  override readonly name = 'NoMessageIdError';
}

/** What SES v1 says only in its text, in place of what the error's name says. */
const BY_TEXT: Readonly<Record<SesText, Cause>> = {
  'daily quota': ['hold', 'daily-quota'],
  'sender not verified': ['hold', 'sender-not-verified'],
  'recipient not verified': ['reject', 'recipient-not-verified'],
  'account suspended': ['hold', 'account-paused'],
  'configuration set paused': ['hold', 'configuration-set-paused'],
  'address refused': ['reject', 'address-refused'],
  'content refused': ['reject', 'message-rejected'],
};

/**
 * Says what an error is. An error that it does not know is worth a retry: a wrong reject would drop mail, a wrong
 * hold would wake somebody.
 *
 * @param error what was thrown, anything.
 * @param sender the sender's bare address, to tell whose identity SES does not find verified.
 */
export function failureOf(error: unknown, sender: string): Failure {
  const { name, code, message, $metadata } = Object(error) as Partial<ServiceError>;
  // Anything can be thrown, and anything can be in an error.
  const names = [code, name].filter((each) => typeof each === 'string');
  const nameOrCode = names.find(isTelling) ?? (typeof name === 'string' ? name : 'Error');
  const status = typeof $metadata?.httpStatusCode === 'number' ? $metadata.httpStatusCode : 0;
  const text = typeof message === 'string' ? message : '';
  const said = saidInRefusal(nameOrCode, text);
  const known = textOf(nameOrCode, text, sender);
  if (known) return { ...failure(BY_TEXT[known], nameOrCode, false), ...(said !== undefined && { said }) };
  const cause = causeOf(nameOrCode);
  if (cause) {
    const unknownWords = wordsOfRefusal(nameOrCode, text);
    return {
      ...failure(cause, nameOrCode, false),
      ...(unknownWords !== undefined && { unknownWords }),
      ...(said !== undefined && { said }),
    };
  }
  if (NOT_CONNECTED.has(nameOrCode) || isConnecting(error))
    return failure(['retry', 'connection'], nameOrCode, false);
  // A 5xx, and an answer that could not be read, may stand for an email that is on its way.
  if (
    NOT_ANSWERED.has(nameOrCode) ||
    UNREADABLE.test(nameOrCode) ||
    status >= 500 ||
    (status >= 200 && status < 300)
  ) {
    return failure(['retry', 'lost-reply'], nameOrCode, true);
  }
  return failure(['retry', 'unknown'], nameOrCode, false);
}

/** Whether an error says that a service was asked too often. */
export function isThrottle(error: unknown): boolean {
  return failureOf(error, '').reason === 'throttled';
}

interface ServiceError extends NodeJS.ErrnoException {
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** The SDK names a connection that takes too long as it names a request that does, but gives it neither code nor status. */
function isConnecting(error: unknown): boolean {
  const { name, code, syscall, $metadata } = Object(error) as Partial<ServiceError>;
  const isSdkTimeout =
    name === 'TimeoutError' && code === undefined && $metadata?.httpStatusCode === undefined;
  return syscall === 'connect' || isSdkTimeout;
}

/** A network error is named `Error` and told by its code; the code of a service's error is its name again. */
function isTelling(name: string): boolean {
  return (
    causeOf(name) !== undefined || NOT_CONNECTED.has(name) || NOT_ANSWERED.has(name) || UNREADABLE.test(name)
  );
}

function causeOf(name: string): Cause | undefined {
  return Object.hasOwn(CAUSES, name) ? CAUSES[name] : undefined;
}

function failure([treatment, reason]: Cause, error: string, lostReply: boolean): Failure {
  return { treatment, reason, error, lostReply };
}
