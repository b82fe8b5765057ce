import { Duration } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acceptFindings } from '../accepted-finding.ts';
import { LONGEST_RETENTION_SECONDS } from '../delivery-plan.ts';

/** The table may take ten seconds to answer, tried twice; a worker may be new. */
export const FEEDBACK_TIMEOUT_SECONDS = 15;

/** Lambda advises six function timeouts plus the batch window, of which there is none. */
const VISIBILITY_TIMEOUT_SECONDS = 6 * FEEDBACK_TIMEOUT_SECONDS;

/** A table that does not answer is waited for this long. */
const RETRY_SECONDS = 60 * 60;

/** Less than a dead letter, which keeps its age, has of them. */
const RETENTION_SECONDS = LONGEST_RETENTION_SECONDS - 24 * 60 * 60;

/** The buffer of SES's events and what lies beside it. */
interface FeedbackQueues {
  readonly queue: Queue;
  /** Events that could not be read or recorded, or that SNS could not deliver. */
  readonly deadLetterQueue: Queue;
}

/**
 * Queues for what is published to `topic`. They go with the stack: what they hold is of use to the table alone, and holds
 * addresses.
 */
export function createFeedbackQueues(scope: Construct, topic: Topic): FeedbackQueues {
  const deadLetterQueue = new Queue(scope, 'FeedbackDeadLetterQueue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.seconds(LONGEST_RETENTION_SECONDS),
  });
  acceptFindings(deadLetterQueue, {
    id: 'Serverless-SQSRedrivePolicy',
    reason: 'It is a dead-letter queue: nothing consumes it, and what it holds waits for an operator.',
  });
  const queue = new Queue(scope, 'FeedbackQueue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.seconds(RETENTION_SECONDS),
    visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUT_SECONDS),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: RETRY_SECONDS / VISIBILITY_TIMEOUT_SECONDS },
  });
  topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true, deadLetterQueue }));
  return { queue, deadLetterQueue };
}
