import { Duration, Names } from 'aws-cdk-lib';
import type { Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { acceptFindings } from './accepted-finding.ts';
import type { DeliveryPlan } from './delivery-plan.ts';
import { allowConsuming } from './emailer-permissions.ts';

/** Invokes the emailer with what is in the queue, which it may receive and delete from then on. */
export function consumeQueue(emailer: NodeFunction, queue: Queue, plan: DeliveryPlan): void {
  // The id that the CDK's `SqsEventSource` gives: there can be only one mapping of a queue on a function, so that another
  // id could not be deployed over it.
  const mapping = emailer.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(queue.node)}`, {
    eventSourceArn: queue.queueArn,
    batchSize: plan.batchSize,
    maxBatchingWindow: Duration.seconds(plan.batchWindowSeconds),
    maxConcurrency: plan.workers,
    reportBatchItemFailures: true,
  });
  allowConsuming(emailer, queue);
  acceptFindings(mapping, {
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'Lambda has no on-failure destination for SQS; the queue has a dead-letter queue.',
  });
}
