import type { IncomingHttpHeaders } from 'node:http';
import { type ChangingQueueClass, onQueueChange } from '../../../patches/queue-changes.ts';
import type { QueueSamples } from './queue-sample.ts';
import { QueueSampler, type SampledQueue } from './queue-sampler.ts';
import type { SampledMessage } from './queue-states.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** The queues, as far as they are used here. */
export interface SampledQueues {
  allQueues(): Iterable<SampledQueue>;
  getQueue(url: string): SampledQueue | undefined;
}

const RECEIVE = 'AmazonSQS.ReceiveMessage';

/**
 * Samples all queues for their metrics.
 *
 * @returns by which they are asked for.
 */
export function sampleQueues(
  app: App,
  queueClass: ChangingQueueClass<SampledMessage>,
  queues: SampledQueues,
): { queueSamples(): QueueSamples } {
  const sampler = new QueueSampler(() => queues.allQueues());
  onQueueChange<SampledQueue, SampledMessage>(queueClass, {
    changing: () => sampler.catchUp(),
    entering: (queue, message) => sampler.entered(queue, message),
    deleted: (queue) => sampler.deleted(queue),
  });
  const queueOf = (body: unknown) => {
    const { QueueUrl } = Object(body) as { QueueUrl?: unknown };
    return typeof QueueUrl === 'string' ? queues.getQueue(QueueUrl) : undefined;
  };
  app.addHook('preHandler', async ({ body }) => {
    const queue = queueOf(body);
    if (queue) sampler.used(queue);
  });
  app.addHook('preSerialization', async ({ headers, body }, { statusCode }, answer) => {
    const queue = isReceive(headers) && statusCode === 200 ? queueOf(body) : undefined;
    if (queue) sampler.received(queue, (Object(answer) as { Messages?: unknown[] }).Messages?.length ?? 0);
    return answer;
  });
  return { queueSamples: () => sampler.take() };
}

function isReceive(headers: IncomingHttpHeaders): boolean {
  return headers['x-amz-target'] === RECEIVE;
}
