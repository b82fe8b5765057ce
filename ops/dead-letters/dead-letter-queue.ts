import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../target.ts';
import { TargetError } from '../target-error.ts';
import type { DeadLetterQueueKind } from './dead-letter.ts';

/** The queue that an operation works on. */
export interface DeadLetterQueue {
  readonly sqs: SQSClient;
  readonly url: string;
  readonly kind: DeadLetterQueueKind;
  /** How long a receive waits for a message, in seconds. */
  readonly waitSeconds: number;
}

/**
 * One of a target's dead-letter queues.
 *
 * @throws TargetError where the target does not tell where it is.
 */
export function deadLetterQueueOf(
  target: Target,
  sqs: SQSClient,
  kind: DeadLetterQueueKind,
): DeadLetterQueue {
  const { deadLetterQueueUrl, undeliveredQueueUrl } = target.pipeline;
  const url = kind === 'undeliveredQueue' ? undeliveredQueueUrl : deadLetterQueueUrl;
  if (url === undefined) throw new TargetError(missing(target, kind));
  return { sqs, url, kind, waitSeconds: waitSecondsFor(target) };
}

function missing({ source, pipelineName }: Target, kind: DeadLetterQueueKind): string {
  if (source === 'topic ARN')
    return 'A topic alone does not tell its dead-letter queue: name the backend with --local or --outputs.';
  if (source === 'queue')
    return 'A queue alone does not tell where SNS puts what it cannot deliver: name the backend with --stack or --outputs.';
  return `The pipeline ${pipelineName} has no ${kind} in its outputs: deploy the backend with this version of the construct.`;
}

/**
 * The URL of the queue to which dead letters go back.
 *
 * @throws TargetError where the target does not tell it.
 */
export function destinationOf({ pipeline, pipelineName }: Target): string {
  if (pipeline.queueUrl !== undefined) return pipeline.queueUrl;
  throw new TargetError(
    `The pipeline ${pipelineName} has no queue in its outputs: deploy the backend with this version of the construct.`,
  );
}

/**
 * On AWS a receive that waits asks all of a queue's servers, one that does not asks some of them. The local stack is one
 * server, which knows at once that there is nothing.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export function waitSecondsFor({ endpoints }: Pick<Target, 'endpoints'>): number {
  return endpoints ? 0 : 1;
}

/** The last part of a queue's URL. */
export function queueNameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
