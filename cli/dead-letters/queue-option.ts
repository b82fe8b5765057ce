import { SQSClient } from '@aws-sdk/client-sqs';
import { connectionTo } from '../../ops/clients.ts';
import { type DeadLetterQueue, waitSecondsFor } from '../../ops/dead-letters/dead-letter-queue.ts';
import type { Target } from '../../ops/target.ts';
import { UsageError } from '../terminal/exit-code.ts';

/** Which of the two queues a command looks into. */
export interface QueueOptions {
  readonly undelivered?: boolean;
}

/** The dead-letter queue of a target, or, when told so, the one of what SNS could not deliver. */
export function deadLetterQueueOf(target: Target, { undelivered = false }: QueueOptions): DeadLetterQueue {
  const kind = undelivered ? 'undeliveredQueue' : 'deadLetterQueue';
  const url = undelivered ? target.pipeline.undeliveredQueueUrl : target.pipeline.deadLetterQueueUrl;
  if (url === undefined) throw new UsageError(missing(target, kind));
  return { sqs: new SQSClient(connectionTo(target, 'sqs')), url, kind, waitSeconds: waitSecondsFor(target) };
}

function missing({ source, pipelineName }: Target, kind: string): string {
  if (source === 'topic ARN')
    return 'A topic alone does not tell its dead-letter queue: name the backend with --local or --outputs.';
  return `The pipeline ${pipelineName} has no ${kind} in its outputs: deploy the backend with this version of the construct.`;
}
