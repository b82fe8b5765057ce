import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { feedbackEnvironment, lambdaEnvironment, readEnvironment } from '../contract/environment.ts';
import { FEEDBACK_METRICS_SERVICE, FUNCTION_DIMENSION, METRICS_NAMESPACE } from '../contract/metrics.ts';
import { createDynamoDbClient } from './clients.ts';
import { FeedbackReport } from './feedback-report.ts';
import { HistoryTable } from './history-table.ts';
import { type KeepingDeps, keepFeedback } from './keep-feedback.ts';
import { Sockets } from './sockets.ts';

const {
  MAILROOM_EMAILER: emailer,
  MAILROOM_TABLE: tableName,
  MAILROOM_DEDUPLICATE_FOR_SECONDS: expiresAfterSeconds = 0,
} = readEnvironment(feedbackEnvironment, process.env);
const { AWS_LAMBDA_FUNCTION_NAME: functionName } = readEnvironment(lambdaEnvironment, process.env);
const logger = new Logger({ serviceName: FEEDBACK_METRICS_SERVICE });
const metrics = new Metrics({
  namespace: METRICS_NAMESPACE,
  serviceName: FEEDBACK_METRICS_SERVICE,
  defaultDimensions: { [FUNCTION_DIMENSION]: functionName },
});
const sockets = new Sockets(Date.now);
const deps: KeepingDeps = {
  emailer,
  history:
    tableName === undefined
      ? undefined
      : new HistoryTable({ client: createDynamoDbClient(sockets), tableName, expiresAfterSeconds }),
  report: new FeedbackReport({ logger, metrics }),
};
const processor = new BatchProcessor(EventType.SQS);

/** As the emailer's: nothing ends early, nothing of the event is logged, and a batch fails record by record. */
export const handler = middy<SQSEvent, SQSBatchResponse>({ timeoutEarlyInMillis: 0 })
  .use(injectLambdaContext(logger, { resetKeys: true, logEvent: false }))
  .before(() => sockets.endIdle())
  // Powertools' own middleware would warn of each batch of which nothing is counted.
  .after(() => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  })
  .handler(async (event, context) =>
    processPartialResponse(event, (record: SQSRecord) => keepFeedback(record, deps), processor, {
      context,
      throwOnFullBatchFailure: false,
    }),
  );
