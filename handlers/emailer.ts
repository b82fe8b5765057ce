import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { emailerEnvironment, readEnvironment } from '../contract/environment.ts';
import { deliver } from './deliver.ts';
import { createSesClient } from './ses-client.ts';

const { MAILROOM_SOURCE_ADDRESS: source } = readEnvironment(emailerEnvironment, process.env);
const logger = new Logger({ serviceName: 'emailer' });
const deps = { ses: createSesClient(), source, logger };
const processor = new BatchProcessor(EventType.SQS);

/**
 * Middy's early timeout would end the invocation while emails are still being sent. A batch that fails as a whole is
 * reported record by record: throwing would say the same, count as a fault of the function and slow its polling.
 */
export const handler = middy<SQSEvent, SQSBatchResponse>({ timeoutEarlyInMillis: 0 })
  // The event holds addresses and content, so it is never logged, whatever the environment asks for.
  .use(injectLambdaContext(logger, { resetKeys: true, logEvent: false }))
  .handler((event, context) =>
    processPartialResponse(event, (record: SQSRecord) => deliver(record, deps), processor, {
      context,
      throwOnFullBatchFailure: false,
    }),
  );
