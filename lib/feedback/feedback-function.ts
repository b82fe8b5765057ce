import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FeedbackEnvironment } from '../../contract/environment.ts';
import { acceptFindings } from '../accepted-finding.ts';
import type { Deduplication } from '../deduplication-table.ts';
import type { DeliveryPlan } from '../delivery-plan.ts';
import { createHandlerFunction } from '../handler-function.ts';
import { consumeQueue } from '../queue-consumer.ts';
import type { FeedbackChannel } from './feedback-channel.ts';
import { FEEDBACK_TIMEOUT_SECONDS } from './feedback-queues.ts';

/** SQS hands Lambda at most this many messages without a batch window; a window would delay what settles a lost reply. */
const BATCH_SIZE = 10;

/** Where events are kept. */
interface Keeping {
  /** Whose emails' events are kept. */
  readonly emailer: NodeFunction;
  /** Where there is a history; `undefined` where there is none. */
  readonly deduplication: Deduplication | undefined;
}

/**
 * The function that keeps what comes by `channel`. It may have as many workers as the emailer: an email has two or three
 * events, each of which takes one write, in place of a send and two writes.
 */
export function createFeedbackFunction(
  scope: Construct,
  { queue }: FeedbackChannel,
  { emailer, deduplication }: Keeping,
  { memoryMegabytes, workers }: DeliveryPlan,
): NodeFunction {
  const environment: FeedbackEnvironment = {
    MAILROOM_EMAILER: emailer.functionName,
    ...(deduplication && {
      MAILROOM_TABLE: deduplication.table.tableName,
      MAILROOM_DEDUPLICATE_FOR_SECONDS: String(deduplication.forSeconds),
    }),
  };
  const feedback = createHandlerFunction(scope, 'Feedback', {
    handler: 'feedback',
    environment: { ...environment },
    timeoutSeconds: FEEDBACK_TIMEOUT_SECONDS,
    memoryMegabytes,
  });
  if (deduplication) {
    feedback.addToRolePolicy(
      new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [deduplication.table.tableArn] }),
    );
  }
  consumeQueue(feedback, queue, { batchSize: BATCH_SIZE, batchWindowSeconds: 0, workers });
  acceptFindings(feedback, {
    id: 'Serverless-LambdaDLQ',
    reason: 'SQS has it invoked and waits for its answer; what it does not keep goes back to the queue.',
  });
  return feedback;
}
