import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Sockets } from './sockets.ts';

/** SES answers within two seconds when it answers at all. */
const SES_REQUEST_TIMEOUT_MILLISECONDS = 10_000;

/** The queues and the table answer within milliseconds; what they do not answer is tried once more. */
const QUEUE_REQUEST_TIMEOUT_MILLISECONDS = 3_000;
const MAX_ATTEMPTS = 2;

/**
 * Longer than the table needs in a worker that is short of processor time: a second attempt at a record that was written
 * all the same finds it, and cannot tell it from another worker's, so that the notification waits for its lock to end.
 */
const TABLE_REQUEST_TIMEOUT_MILLISECONDS = 5_000;

/** S3 begins to answer within milliseconds. */
const S3_REQUEST_TIMEOUT_MILLISECONDS = 5_000;

/** A new environment has a sixth of a core for the ten connections, with encryption, that its first batch opens. */
const CONNECTION_TIMEOUT_MILLISECONDS = 3_000;

/**
 * How long a delivery may take from its slot on: SES does not begin to answer and then does not go on, and neither the
 * table, which records that or takes the record back, nor the queue, which hides or sets aside the message, answers. A
 * connection is opened within the time of its request.
 */
export const SLOWEST_DELIVERY_MILLISECONDS =
  2 * SES_REQUEST_TIMEOUT_MILLISECONDS +
  MAX_ATTEMPTS * (TABLE_REQUEST_TIMEOUT_MILLISECONDS + QUEUE_REQUEST_TIMEOUT_MILLISECONDS);

type Agents = Pick<Sockets, 'httpAgent' | 'httpsAgent'>;

/**
 * `throwOnRequestTimeout` is what makes the SDK end a request that is not answered; by default it only warns. Neither
 * ends one whose answer begins and then does not go on; `socketTimeout` does.
 */
function requestHandler({ httpAgent, httpsAgent }: Agents, requestTimeout: number) {
  return {
    httpAgent,
    httpsAgent,
    connectionTimeout: CONNECTION_TIMEOUT_MILLISECONDS,
    requestTimeout,
    socketTimeout: requestTimeout,
    throwOnRequestTimeout: true,
  };
}

/**
 * The client that sends. It never tries again by itself, since SES sends what it accepted even if its reply was lost;
 * and a call that hangs fails, so that it does not take the neighbours in its batch, which are sent, into the
 * function's timeout.
 *
 * @param region of SES; `undefined` for the function's own.
 * @param requestTimeoutMilliseconds how long SES may take to answer.
 */
export function createSesClient(
  agents: Agents,
  region?: string,
  requestTimeoutMilliseconds = SES_REQUEST_TIMEOUT_MILLISECONDS,
): SESClient {
  return new SESClient({
    ...(region !== undefined && { region }),
    maxAttempts: 1,
    requestHandler: requestHandler(agents, requestTimeoutMilliseconds),
  });
}

/** The client of the queue and the dead-letter queue. Written twice, a dead letter is there twice; never not at all. */
export function createSqsClient(agents: Agents): SQSClient {
  return new SQSClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: requestHandler(agents, QUEUE_REQUEST_TIMEOUT_MILLISECONDS),
  });
}

/** The client of attachments. What reads has a time limit of its own. */
export async function createS3Client(agents: Agents): Promise<S3Client> {
  const { S3Client } = await import('./s3-client.ts');
  return new S3Client({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: requestHandler(agents, S3_REQUEST_TIMEOUT_MILLISECONDS),
  });
}

/** The client of the table. */
export function createDynamoDbClient(agents: Agents): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: requestHandler(agents, TABLE_REQUEST_TIMEOUT_MILLISECONDS),
  });
}
