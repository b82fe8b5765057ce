import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, type Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { acceptFindings } from './accepted-finding.ts';
import type { DeliveryPlan } from './delivery-plan.ts';

/** Invokes the emailer with what is in the queue, which it may receive and delete from then on. */
export function consumeQueue(emailer: NodeFunction, queue: Queue, plan: DeliveryPlan): void {
  emailer.addEventSource(
    new SqsEventSource(queue, {
      batchSize: plan.batchSize,
      maxBatchingWindow: Duration.seconds(plan.batchWindowSeconds),
      maxConcurrency: plan.workers,
      reportBatchItemFailures: true,
    }),
  );
  for (const mapping of emailer.node.children.filter((child) => child instanceof EventSourceMapping)) {
    acceptFindings(mapping, {
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'Lambda has no on-failure destination for SQS; the queue has a dead-letter queue.',
    });
  }
}
