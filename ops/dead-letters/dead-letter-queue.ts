import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetterQueueKind } from './dead-letter.ts';

/** The queue that an operation works on. */
export interface DeadLetterQueue {
  readonly sqs: SQSClient;
  readonly url: string;
  readonly kind: DeadLetterQueueKind;
}

/** The last part of a queue's URL. */
export function queueNameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
