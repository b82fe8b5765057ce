import type { ListDeadLetterSourceQueuesResult } from '@aws-sdk/client-sqs';
import { numberOf, textOf } from '../../../../template/scalars.ts';
import { type StoredQueues, sourceQueuesOf } from '../../../patches/fauxqs-queues.ts';
import { invalid, missing, noSuchQueue } from './sqs-error.ts';

const MAX_RESULTS = 1000;

/**
 * What SQS answers to `ListDeadLetterSourceQueues`. The token of the next page is the name of this one's last queue.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html
 */
export function listDeadLetterSourceQueues(
  queues: StoredQueues,
  { QueueUrl, MaxResults = MAX_RESULTS, NextToken = '' }: Readonly<Record<string, unknown>>,
): ListDeadLetterSourceQueuesResult {
  if (QueueUrl === undefined) throw missing('QueueUrl');
  const deadLetterQueue = queues.getQueue(textOf(QueueUrl));
  if (!deadLetterQueue) throw noSuchQueue();
  const count = numberOf(MaxResults);
  if (!Number.isInteger(count) || count < 1 || count > MAX_RESULTS) {
    throw invalid(`Value for parameter MaxResults is invalid. Reason: Must be between 1 and ${MAX_RESULTS}.`);
  }
  const rest = sourceQueuesOf(queues, deadLetterQueue).filter(({ name }) => name > textOf(NextToken));
  const page = rest.slice(0, count);
  return {
    queueUrls: page.map(({ url }) => url),
    NextToken: rest.length > count ? page.at(-1)?.name : undefined,
  };
}
