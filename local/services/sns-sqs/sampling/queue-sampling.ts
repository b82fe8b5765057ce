import type { IncomingHttpHeaders } from 'node:http';
import type { Served } from '../../../hosting/serve-thread.ts';
import { QueueSampler, type SampledQueue } from './queue-sampler.ts';
import type { SampledMessage } from './queue-states.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** The class of fauxqs's queues: what changes a queue, or takes up what time has changed in it. */
export interface SampledQueueClass {
  readonly prototype: SampledQueue & {
    enqueue(message: SampledMessage): void;
    deleteMessage(receiptHandle: string): boolean;
    changeVisibility(receiptHandle: string, timeoutSeconds: number): void;
    processTimers(): void;
    purge(): void;
  };
}

/** The queues, as far as they are used here. */
export interface SampledQueues {
  allQueues(): Iterable<SampledQueue>;
  getQueue(url: string): SampledQueue | undefined;
}

const RECEIVE = 'AmazonSQS.ReceiveMessage';

/**
 * Samples all queues for their metrics.
 *
 * @returns what the thread answers of that.
 */
export function sampleQueues(
  app: App,
  { prototype }: SampledQueueClass,
  queues: SampledQueues,
): Served['answers'] {
  const sampler = new QueueSampler(() => queues.allQueues());
  tell(sampler, prototype);
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

/** Has every queue tell the sampler what is about to change it. */
function tell(sampler: QueueSampler, prototype: SampledQueueClass['prototype']): void {
  const { enqueue, deleteMessage, changeVisibility, processTimers, purge } = prototype;
  Object.assign(prototype, {
    enqueue(this: SampledQueue, message: SampledMessage) {
      sampler.catchUp();
      sampler.entered(this, message);
      enqueue.call(this as typeof prototype, message);
    },
    deleteMessage(this: SampledQueue, receiptHandle: string) {
      sampler.catchUp();
      const isDeleted = deleteMessage.call(this as typeof prototype, receiptHandle);
      if (isDeleted) sampler.deleted(this);
      return isDeleted;
    },
    changeVisibility(this: SampledQueue, receiptHandle: string, timeoutSeconds: number) {
      sampler.catchUp();
      changeVisibility.call(this as typeof prototype, receiptHandle, timeoutSeconds);
    },
    processTimers(this: SampledQueue) {
      sampler.catchUp();
      processTimers.call(this as typeof prototype);
    },
    purge(this: SampledQueue) {
      sampler.catchUp();
      purge.call(this as typeof prototype);
    },
  });
}

function isReceive(headers: IncomingHttpHeaders): boolean {
  return headers['x-amz-target'] === RECEIVE;
}
