import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../target.ts';
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
