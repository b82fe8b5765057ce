import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { SkippingClock } from '../clock/clock.ts';
import { POLLER_HEADER } from '../lambda/poller-header.ts';
import { nextDueOf, type QueueState } from './polled-queues.ts';
import { RequestCounts } from './request-counts.ts';
import type { Served } from './serve-thread.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

const RECEIVE = 'ReceiveMessage';

/**
 * Counts what is asked of SNS and SQS, and knows what is under way: a request that is being answered, and every
 * message that went to a poller of the stack, from its receive until the poller has settled it.
 */
export function observe(
  app: App,
  store: { getQueue(url: string): QueueState | undefined },
  clock: SkippingClock | undefined,
): Served['answers'] {
  const requests = { sns: new RequestCounts(), sqs: new RequestCounts() };
  const polled = new Set<string>();
  let emptyReceives = 0;
  let answering = 0;

  app.addHook('onRequest', async ({ headers }, { raw }) => {
    clock?.note();
    // A receive may wait for messages; what it gets in the end counts by itself.
    if (sqsAction(headers) === RECEIVE) return;
    answering += 1;
    raw.once('close', () => (answering -= 1));
  });
  app.addHook('preHandler', async ({ headers, body }) => {
    const { Action, QueueUrl } = Object(body) as { Action?: string; QueueUrl?: string };
    const action = sqsAction(headers);
    if (action !== undefined) requests.sqs.add(action);
    else if (Action !== undefined) requests.sns.add(Action);
    if (isPolling(headers) && QueueUrl !== undefined) polled.add(QueueUrl);
  });
  app.addHook('preSerialization', async ({ headers }, { raw }, answer) => {
    if (!isPolling(headers)) return answer;
    const { Messages = [] } = Object(answer) as { Messages?: unknown[] };
    if (Messages.length === 0) emptyReceives += 1;
    else beginAll(Messages.length, raw);
    return answer;
  });

  function beginAll(count: number, response: ServerResponse): void {
    clock?.begin(count);
    response.once('close', () => {
      // The poller never got them.
      if (!response.writableFinished) clock?.end(count);
    });
  }

  const polledQueues = () => [...polled].flatMap((url) => store.getQueue(url) ?? []);
  return {
    requests: () => ({ sns: requests.sns.byAction, sqs: requests.sqs.byAction, emptyReceives }),
    nextDue: () => (answering > 0 ? 'now' : nextDueOf(polledQueues())),
  };
}

function sqsAction({ 'x-amz-target': target }: IncomingHttpHeaders): string | undefined {
  return typeof target === 'string' ? target.replace('AmazonSQS.', '') : undefined;
}

/** Whether it is a receive of one of the stack's own pollers. */
function isPolling(headers: IncomingHttpHeaders): boolean {
  return headers[POLLER_HEADER] !== undefined && sqsAction(headers) === RECEIVE;
}
