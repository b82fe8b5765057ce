import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acceptFindings } from './accepted-finding.ts';
import { type DeliveryPlan, LONGEST_RETENTION_SECONDS } from './delivery-plan.ts';

/** The buffer and the two queues for what did not get through. */
interface Queues {
  /** Notifications on their way to the emailer. */
  readonly queue: Queue;
  /** Notifications that the emailer, or the queue, has given up. */
  readonly deadLetterQueue: Queue;
  /** Notifications that SNS could not deliver to the queue. */
  readonly undeliveredQueue: Queue;
}

export function createQueues(scope: Construct, plan: DeliveryPlan): Queues {
  const deadLetterQueue = createDeadLetterQueue(scope, 'DeadLetterQueue');
  const undeliveredQueue = createDeadLetterQueue(scope, 'UndeliveredQueue');
  acceptFindings(undeliveredQueue, {
    id: 'AwsSolutions-SQS3',
    reason: 'It is the dead-letter queue of a subscription, where the rule does not look.',
  });
  const queue = new Queue(scope, 'Queue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.seconds(plan.retentionSeconds),
    visibilityTimeout: Duration.seconds(plan.visibilityTimeoutSeconds),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: plan.maxReceiveCount },
  });
  return { queue, deadLetterQueue, undeliveredQueue };
}

/**
 * Sends what is published on `topic` to the queue, raw: the message's body is the notification. It lets the topic, and
 * nothing else of SNS, send to both queues.
 */
export function subscribeQueue(topic: Topic, { queue, undeliveredQueue }: Queues): void {
  topic.addSubscription(
    new SqsSubscription(queue, { rawMessageDelivery: true, deadLetterQueue: undeliveredQueue }),
  );
}

function createDeadLetterQueue(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.seconds(LONGEST_RETENTION_SECONDS),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  acceptFindings(queue, {
    id: 'Serverless-SQSRedrivePolicy',
    reason: 'It is a dead-letter queue: nothing consumes it, and what it holds waits for an operator.',
  });
  return queue;
}
