import type { Clients } from '../../ops/clients.ts';
import { depthOf, type QueueDepth } from '../../ops/dead-letters/depth.ts';
import type { Target } from '../../ops/target.ts';

/** How much is in each queue of a pipeline; those that it has not are left out. */
export type Depths = Readonly<Partial<Record<'queue' | 'deadLetters' | 'undelivered', QueueDepth>>>;

export async function readDepths({ pipeline }: Target, { sqs }: Clients): Promise<Depths> {
  const { queueUrl, deadLetterQueueUrl, undeliveredQueueUrl } = pipeline;
  const queues = { queue: queueUrl, deadLetters: deadLetterQueueUrl, undelivered: undeliveredQueueUrl };
  const depths = await Promise.all(
    Object.entries(queues).map(async ([name, url]) =>
      url === undefined ? [] : [[name, await depthOf(sqs, url)]],
    ),
  );
  return Object.fromEntries(depths.flat());
}
