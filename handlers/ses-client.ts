import { SESClient } from '@aws-sdk/client-ses';

/** SES answers within two seconds when it answers at all; both together end well inside the emailer's 30 seconds. */
const CONNECTION_TIMEOUT_MILLISECONDS = 3_000;
const REQUEST_TIMEOUT_MILLISECONDS = 10_000;

/**
 * The client that sends. It never tries again by itself, since SES sends what it accepted even if its reply was lost;
 * and a call that hangs fails, so that it does not take the neighbours in its batch, which are sent, into the
 * function's timeout. `throwOnRequestTimeout` is what makes the SDK end such a call; by default it only warns.
 *
 * @param requestTimeoutMilliseconds how long SES may take to answer.
 */
export function createSesClient(requestTimeoutMilliseconds = REQUEST_TIMEOUT_MILLISECONDS): SESClient {
  return new SESClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MILLISECONDS,
      requestTimeout: requestTimeoutMilliseconds,
      throwOnRequestTimeout: true,
    },
  });
}
