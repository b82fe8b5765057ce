/** The two APIs of SES: v1 speaks AWS Query and XML, v2 speaks JSON. They name the same fault differently. */
export type ApiVersion = 'v1' | 'v2';

/** Whose doing an error answer is: SES's limits, an injected fault, or the call itself. */
export type Outcome = 'throttled' | 'failed' | 'refused';

interface WireError {
  readonly code: string;
  readonly status: number;
}

interface Fault extends Readonly<Record<ApiVersion, WireError>> {
  readonly outcome: Outcome;
  readonly message: string;
}

/**
 * What SES answers with, by the condition that leads to it.
 * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
const FAULTS = {
  rateExceeded: {
    outcome: 'throttled',
    message: 'Maximum sending rate exceeded.',
    v1: { code: 'Throttling', status: 400 },
    v2: { code: 'TooManyRequestsException', status: 429 },
  },
  tooManyCalls: {
    outcome: 'refused',
    message: 'Rate exceeded',
    v1: { code: 'Throttling', status: 400 },
    v2: { code: 'TooManyRequestsException', status: 429 },
  },
  quotaExceeded: {
    outcome: 'throttled',
    message: 'Daily message quota exceeded.',
    v1: { code: 'Throttling', status: 400 },
    v2: { code: 'LimitExceededException', status: 400 },
  },
  outage: {
    outcome: 'failed',
    message: 'The request has failed due to a temporary failure of the server.',
    v1: { code: 'ServiceUnavailable', status: 503 },
    v2: { code: 'ServiceUnavailable', status: 503 },
  },
  internalFailure: {
    outcome: 'failed',
    message: 'The request processing has failed because of an unknown error, exception or failure.',
    v1: { code: 'InternalFailure', status: 500 },
    v2: { code: 'InternalFailure', status: 500 },
  },
  // As SES answered v1: https://github.com/GoodDollar/GoodServer/issues/419
  paused: {
    outcome: 'refused',
    message:
      'Sending paused for this account. For more information, please check the inbox of the email address associated ' +
      'with your AWS account.',
    v1: { code: 'MessageRejected', status: 400 },
    v2: { code: 'SendingPausedException', status: 400 },
  },
  unsigned: {
    outcome: 'refused',
    message: 'Missing Authentication Token',
    v1: { code: 'MissingAuthenticationToken', status: 403 },
    v2: { code: 'MissingAuthenticationTokenException', status: 403 },
  },
} as const satisfies Record<string, Fault>;

/** A call that SES answers with an error. */
export class SesError extends Error {
  override readonly name = 'SesError';
  readonly outcome: Outcome;
  readonly v1: WireError;
  readonly v2: WireError;

  private constructor(fault: Fault) {
    super(fault.message);
    this.outcome = fault.outcome;
    this.v1 = fault.v1;
    this.v2 = fault.v2;
  }

  /** The error of a condition that SES documents. */
  static of(condition: keyof typeof FAULTS): SesError {
    return new SesError(FAULTS[condition]);
  }

  /** An error that an operator injects, by the same name in both APIs. */
  static injected({ code, message, status }: WireError & { message: string }): SesError {
    return new SesError({ outcome: 'failed', message, v1: { code, status }, v2: { code, status } });
  }

  /** A send with a configuration set that the account has not. */
  static noConfigurationSet(name: string): SesError {
    return new SesError({
      outcome: 'refused',
      message: `Configuration set <${name}> does not exist.`,
      v1: { code: 'ConfigurationSetDoesNotExist', status: 400 },
      v2: { code: 'NotFoundException', status: 404 },
    });
  }

  /** A send with a configuration set whose sending is paused. In SES's words: https://github.com/floci-io/floci/pull/1193 */
  static configurationSetPaused(name: string): SesError {
    return SesError.refused(
      'ConfigurationSetSendingPausedException',
      `Sending is paused for configuration set <${name}>`,
      'SendingPausedException',
    );
  }

  /** A call that the caller may not make. */
  static accessDenied(message: string): SesError {
    return new SesError({
      outcome: 'refused',
      message,
      v1: { code: 'AccessDenied', status: 403 },
      v2: { code: 'AccessDeniedException', status: 403 },
    });
  }

  /** A call that is wrong: v1 gives it a code of its own, v2 mostly does not. */
  static refused(code: string, message: string, v2Code = 'BadRequestException', status = 400): SesError {
    return new SesError({
      outcome: 'refused',
      message,
      v1: { code, status },
      v2: { code: v2Code, status },
    });
  }
}
