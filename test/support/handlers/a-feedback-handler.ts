import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FeedbackEnvironment } from '../../../contract/environment.ts';
import type { ATable } from './a-table.ts';

type FeedbackHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Each start is a cold one: the module reads its environment once. */
let starts = 0;

/** The feedback function's module, of the emailer `an-emailer`, beside `table` if there is one. */
export async function aFeedbackHandler(table: ATable | undefined): Promise<FeedbackHandler> {
  starts += 1;
  const endpoint = await table?.client.config.endpoint?.();
  const environment: FeedbackEnvironment = {
    MAILROOM_EMAILER: 'an-emailer',
    ...(table && { MAILROOM_TABLE: table.tableName, MAILROOM_DEDUPLICATE_FOR_SECONDS: '86400' }),
  };
  for (const name of Object.keys(process.env)) if (name.startsWith('MAILROOM_')) delete process.env[name];
  Object.assign(process.env, {
    ...environment,
    ...(endpoint && { AWS_ENDPOINT_URL_DYNAMODB: `http://${endpoint.hostname}:${endpoint.port}` }),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: 'a-feedback-function',
    POWERTOOLS_LOGGER_LOG_EVENT: 'true',
    AWS_LAMBDA_LOG_LEVEL: 'DEBUG',
  });
  const { handler } = await import(`../../../handlers/feedback.ts?cold-start=${starts}`);
  return handler;
}

/** The context of an invocation that has a quarter of a minute left. */
export const feedbackContext = {
  functionName: 'a-feedback-function',
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 15_000,
} as Context;
