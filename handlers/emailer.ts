import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { emailerEnvironment, lambdaEnvironment, readEnvironment } from '../contract/environment.ts';
import {
  FUNCTION_DIMENSION,
  METRICS_NAMESPACE,
  METRICS_SERVICE,
  REASON_DIMENSION,
} from '../contract/metrics.ts';
import type { Reason } from '../contract/reasons.ts';
import { Worker } from './worker.ts';

const settings = readEnvironment(emailerEnvironment, process.env);
const { AWS_LAMBDA_FUNCTION_NAME: functionName } = readEnvironment(lambdaEnvironment, process.env);
const logger = new Logger({ serviceName: METRICS_SERVICE });
const metricsWith = (dimensions: Readonly<Record<string, string>>) =>
  new Metrics({
    namespace: METRICS_NAMESPACE,
    serviceName: METRICS_SERVICE,
    defaultDimensions: { [FUNCTION_DIMENSION]: functionName, ...dimensions },
  });
const metrics = metricsWith({});
const metricsOf = (reason: Reason) => metricsWith({ [REASON_DIMENSION]: reason });
const worker = new Worker(settings, { functionName, logger, metrics, metricsOf });
const processor = new BatchProcessor(EventType.SQS);

/**
 * Middy's early timeout would end the invocation while emails are still being sent. A batch that fails as a whole is
 * reported record by record: throwing would say the same, count as a fault of the function and slow its polling.
 */
export const handler = middy<SQSEvent, SQSBatchResponse>({ timeoutEarlyInMillis: 0 })
  // The event holds addresses and content, so it is never logged, whatever the environment asks for.
  .use(injectLambdaContext(logger, { resetKeys: true, logEvent: false }))
  // Written once for each invocation, after everything else.
  .use(logMetrics(metrics))
  .after(() => worker.end())
  .handler(async (event, context) =>
    processPartialResponse(event, await worker.begin(context), processor, {
      context,
      throwOnFullBatchFailure: false,
    }),
  );
