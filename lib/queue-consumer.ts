import { Duration, Names } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { acceptFindings } from './accepted-finding.ts';
import type { DeliveryPlan } from './delivery-plan.ts';

/**
 * Invokes a function with what is in the queue, which it may receive and delete from then on. The CDK would grant more,
 * of which nothing here asks for `sqs:GetQueueUrl`, and only the emailer for `sqs:ChangeMessageVisibility`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function consumeQueue(
  consumer: NodeFunction,
  queue: Queue,
  plan: Pick<DeliveryPlan, 'batchSize' | 'batchWindowSeconds' | 'workers'>,
): void {
  // The id that the CDK's `SqsEventSource` gives: there can be only one mapping of a queue on a function, so that another
  // id could not be deployed over it.
  const mapping = consumer.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(queue.node)}`, {
    eventSourceArn: queue.queueArn,
    batchSize: plan.batchSize,
    maxBatchingWindow: Duration.seconds(plan.batchWindowSeconds),
    maxConcurrency: plan.workers,
    reportBatchItemFailures: true,
  });
  consumer.addToRolePolicy(
    new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [queue.queueArn],
    }),
  );
  acceptFindings(mapping, {
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'Lambda has no on-failure destination for SQS; the queue has a dead-letter queue.',
  });
}
