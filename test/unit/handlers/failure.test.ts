import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidNotificationError } from '../../../contract/notification.ts';
import { failureOf, NoMessageIdError } from '../../../handlers/failure.ts';
import { anyThrown } from '../../support/any/any-json.ts';
import { cases } from '../../support/any/cases.ts';

const SENDER = 'sender@example.com';

/** An error as the SDK throws it. */
function aServiceError(name: string, message = '', httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode } });
}

/** An error of the connection, as Node throws it. */
function aNetworkError(code: string): Error {
  return Object.assign(new Error(`${code} 127.0.0.1`), { code });
}

const NOT_VERIFIED = 'Email address is not verified. The following identities failed the check in region';

describe('failureOf', () => {
  it.each([
    // The notification's own fault.
    ['MessageRejected', '', 'reject', 'message-rejected'],
    ['MessageRejected', 'No mail to account-paused@example.com', 'reject', 'message-rejected'],
    ['MessageRejected', 'The subject "Your account is paused" is refused', 'reject', 'message-rejected'],
    ['InvalidParameterValue', "Missing final '@domain'", 'reject', 'address-refused'],
    ['InvalidParameterValue', 'Domain contains control or whitespace', 'reject', 'address-refused'],
    ['InvalidParameterCombination', '', 'reject', 'message-rejected'],
    ['ValidationError', '1 validation error detected', 'reject', 'message-rejected'],
    ['IdempotencyValidationError', '', 'reject', 'id-reused'],
    ['MessageRejected', `${NOT_VERIFIED} US-EAST-1: ada@example.com`, 'reject', 'recipient-not-verified'],
    [
      'MessageRejected',
      `${NOT_VERIFIED} US-EAST-1: Ada <ada@example.com>, ada@example.com`,
      'reject',
      'recipient-not-verified',
    ],
    ['MessageRejected', `${NOT_VERIFIED} US-EAST-1: not-${SENDER}`, 'reject', 'recipient-not-verified'],

    // The sender's fault.
    ['AccountSendingPausedException', '', 'hold', 'account-paused'],
    [
      'MessageRejected',
      'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
      'hold',
      'account-paused',
    ],
    ['MessageRejected', 'Sending suspended for this account.', 'hold', 'account-paused'],
    ['MessageRejected', 'Account is paused', 'hold', 'account-paused'],
    ['MessageRejected', 'Your account has been shut down.', 'hold', 'account-paused'],
    ['MessageRejected', 'Email sending for the account is paused.', 'hold', 'account-paused'],
    ['MessageRejected', 'Email sending is disabled for your entire AWS account', 'hold', 'account-paused'],
    ['InvalidParameterValue', 'The AWS account 123456789012 is suspended.', 'hold', 'account-paused'],
    ['SendingPausedException', '', 'hold', 'account-paused'],
    ['AccountSuspendedException', '', 'hold', 'account-paused'],
    ['MessageRejected', 'Sending is paused for configuration set news.', 'hold', 'configuration-set-paused'],
    ['ConfigurationSetSendingPausedException', '', 'hold', 'configuration-set-paused'],
    ['ConfigurationSetDoesNotExistException', '', 'hold', 'configuration-set-missing'],
    ['ConfigurationSetDoesNotExist', '', 'hold', 'configuration-set-missing'],
    ['MailFromDomainNotVerifiedException', '', 'hold', 'sender-not-verified'],
    ['MessageRejected', `${NOT_VERIFIED} EU-WEST-1: Shop <${SENDER}>`, 'hold', 'sender-not-verified'],
    [
      'MessageRejected',
      `${NOT_VERIFIED} EU-WEST-1: ada@example.com, Sender@Example.com`,
      'hold',
      'sender-not-verified',
    ],
    ['MessageRejected', `${NOT_VERIFIED} EU-WEST-1: ada@example.com, ...`, 'hold', 'sender-not-verified'],
    ['MessageRejected', 'Email address is not verified.', 'hold', 'sender-not-verified'],
    ['AccessDenied', `User is not authorized to perform ses:SendEmail`, 'hold', 'access-denied'],
    ['AccessDeniedException', '', 'hold', 'access-denied'],
    ['InvalidClientTokenId', '', 'hold', 'access-denied'],
    ['UnrecognizedClientException', '', 'hold', 'access-denied'],
    ['SignatureDoesNotMatch', '', 'hold', 'access-denied'],
    ['OptInRequired', '', 'hold', 'access-denied'],
    ['CredentialsProviderError', '', 'hold', 'access-denied'],
    ['Throttling', 'Daily message quota exceeded.', 'hold', 'daily-quota'],
    ['ThrottlingException', 'Daily message quota exceeded', 'hold', 'daily-quota'],

    // Passing.
    ['Throttling', 'Maximum sending rate exceeded.', 'retry', 'throttled'],
    ['ThrottlingException', 'Rate exceeded', 'retry', 'throttled'],
    ['TooManyRequestsException', '', 'retry', 'throttled'],
    ['ExpiredToken', '', 'retry', 'credentials-expired'],
    ['IdempotencyAlreadyInProgressError', '', 'retry', 'in-progress'],
    ['IdempotencyInconsistentStateError', '', 'retry', 'in-progress'],
    ['IdempotencyPersistenceLayerError', '', 'retry', 'table-unavailable'],
    ['SomethingNewException', '', 'retry', 'unknown'],
    ['constructor', '', 'retry', 'unknown'],
  ])('takes %s, "%s", for a reason to %s: %s', (name, message, treatment, reason) => {
    expect(failureOf(aServiceError(name, message), SENDER)).toMatchObject({
      treatment,
      reason,
      error: name,
      lostReply: false,
    });
  });

  it('keeps of a refusal in unknown words what is not of this email alone', () => {
    const message = 'Refused for Ada <ada@example.com>, "Hello", request 7f3a: policy applies';

    expect(failureOf(aServiceError('MessageRejected', message), SENDER)).toHaveProperty(
      'unknownWords',
      'messagerejected , , request policy applies',
    );
    for (const known of ['Account is paused', `${NOT_VERIFIED} US-EAST-1: ada@example.com`]) {
      expect(failureOf(aServiceError('MessageRejected', known), SENDER)).not.toHaveProperty('unknownWords');
    }
    expect(failureOf(aServiceError('Throttling', 'Slow down'), SENDER)).not.toHaveProperty('unknownWords');
  });

  it.each([
    ['InternalFailure', 500],
    ['ServiceUnavailable', 503],
    ['SomethingNewException', 502],
    ['SyntaxError', 200],
  ])('knows of a %s with status %d that SES may have accepted', (name, status) => {
    expect(failureOf(aServiceError(name, '', status), SENDER)).toEqual({
      treatment: 'retry',
      reason: 'lost-reply',
      error: name,
      lostReply: true,
    });
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'])(
    'knows of %s that SES may have accepted, and names it by its code',
    (code) => {
      expect(failureOf(aNetworkError(code), SENDER)).toEqual({
        treatment: 'retry',
        reason: 'lost-reply',
        error: code,
        lostReply: true,
      });
    },
  );

  it.each([
    ['Transaction failed: Potential virus detected', 'Transaction failed: Potential virus detected'],
    ['Refused: Ada Lovelace <ada@example.com>; "Your order"  is not wanted', 'Refused: ; is not wanted'],
    ['x'.repeat(400), `${'x'.repeat(299)}…`],
    ['ada@example.com', undefined],
    ['', undefined],
  ])('keeps what SES said in a refusal, without addresses and quotes: %j', (message, said) => {
    const refusal = Object.assign(new Error(message), { name: 'MessageRejected' });

    expect(failureOf(refusal, SENDER).said).toBe(said);
  });

  it('keeps nothing of what is no refusal by SES', () => {
    const error = Object.assign(new Error('not authorized: arn:aws:iam::1:role/x'), { name: 'AccessDenied' });

    expect(failureOf(error, SENDER).said).toBeUndefined();
  });

  it('knows of a request that timed out that SES may have accepted', () => {
    const error = Object.assign(new Error('timed out'), { name: 'TimeoutError', code: 'ETIMEDOUT' });

    expect(failureOf(error, SENDER)).toMatchObject({
      reason: 'lost-reply',
      error: 'ETIMEDOUT',
      lostReply: true,
    });
  });

  it('knows of an answer that stalls that SES may have accepted', () => {
    const stalled = Object.assign(aServiceError('TimeoutError', '', 200));

    expect(failureOf(stalled, SENDER)).toMatchObject({ reason: 'lost-reply', lostReply: true });
  });

  it('knows of an answer that is not HTTP, or says nothing, that SES may have accepted', () => {
    expect(failureOf(aNetworkError('HPE_INVALID_CONSTANT'), SENDER)).toMatchObject({
      reason: 'lost-reply',
      error: 'HPE_INVALID_CONSTANT',
      lostReply: true,
    });
    expect(failureOf(new NoMessageIdError('no message id'), SENDER)).toMatchObject({
      reason: 'lost-reply',
      lostReply: true,
    });
  });

  it.each([
    ['the SDK gives up on', Object.assign(new Error('no connection'), { name: 'TimeoutError' })],
    ['the machine gives up on', Object.assign(aNetworkError('ETIMEDOUT'), { syscall: 'connect' })],
  ])('knows of a connection that %s that SES has seen nothing', (_, error) => {
    expect(failureOf(error, SENDER)).toMatchObject({ reason: 'connection', lostReply: false });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'knows of %s that SES has seen nothing',
    (code) => {
      expect(failureOf(aNetworkError(code), SENDER)).toEqual({
        treatment: 'retry',
        reason: 'connection',
        error: code,
        lostReply: false,
      });
    },
  );

  it('takes a payload that is no notification for a reason to reject', () => {
    expect(failureOf(new InvalidNotificationError([]), SENDER)).toMatchObject({
      treatment: 'reject',
      reason: 'invalid',
      error: 'InvalidNotificationError',
    });
  });

  it.each([[null], [undefined], ['text'], [42], [{}], [{ name: 7, code: 8 }], [{ name: { toString: 1 } }]])(
    'retries what is no error: %j',
    (thrown) => {
      expect(failureOf(thrown, SENDER)).toEqual({
        treatment: 'retry',
        reason: 'unknown',
        error: 'Error',
        lostReply: false,
      });
    },
  );

  it('tells of anything that is thrown what is to be done, and names it by a text', () => {
    fc.assert(
      fc.property(anyThrown, (thrown) => {
        const { treatment, error } = failureOf(thrown, SENDER);

        expect([typeof treatment, typeof error]).toEqual(['string', 'string']);
      }),
      {
        numRuns: cases(300),
        examples: [
          [{ name: Object.create(null) }],
          [{ name: Symbol('name') }],
          [{ $metadata: { httpStatusCode: { toString: 1 } } }],
        ],
      },
    );
  });
});
