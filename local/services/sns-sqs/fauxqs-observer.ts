import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { SkippingClock } from '../../clock/clock.ts';
import { POLLER_HEADER } from '../../hosting/poller-header.ts';
import { RequestCounts } from '../../hosting/request-counts.ts';
import type { Served } from '../../hosting/serve-thread.ts';
import { signedService } from '../not-here.ts';
import { s3OperationOf } from '../s3/s3-operation.ts';
import type { SnsSqsRequests } from './fauxqs.ts';
import { nextDueOf, type QueueState } from './polled-queues.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

const RECEIVE = 'ReceiveMessage';

/**
 * Counts what is asked of SNS, SQS and S3, and knows what is under way: a request that is being answered, and every
 * message that went to a poller of the stack, from its receive until the poller has settled it.
 *
 * @returns what the thread answers of that.
 */
export function observe(
  app: App,
  store: { getQueue(url: string): QueueState | undefined },
  clock: SkippingClock | undefined,
): Served['answers'] {
  const observer = new Observer(clock);
  app.addHook('onRequest', async (request, { raw }) => {
    observer.arrived(request.headers, raw);
    if (signedService(request) === 's3') observer.askedOfS3(s3OperationOf(request)?.name);
  });
  app.addHook('preHandler', async ({ headers, body }) => observer.understood(headers, Object(body)));
  app.addHook('preSerialization', async ({ headers }, { raw }, answer) => {
    if (isPolling(headers)) observer.received(Object(answer), raw);
    return answer;
  });
  return {
    requests: () => observer.requests,
    nextDue: () => {
      if (observer.isAnswering) return 'now';
      return nextDueOf([...observer.polled].flatMap((url) => store.getQueue(url) ?? []));
    },
  };
}

class Observer {
  /** The URLs of the queues that the stack polls. */
  readonly polled = new Set<string>();
  readonly #clock: SkippingClock | undefined;
  readonly #sns = new RequestCounts();
  readonly #sqs = new RequestCounts();
  readonly #s3 = new RequestCounts();
  readonly #published = new Map<string, number>();
  #emptyReceives = 0;
  #answering = 0;

  constructor(clock: SkippingClock | undefined) {
    this.#clock = clock;
  }

  get isAnswering(): boolean {
    return this.#answering > 0;
  }

  get requests(): SnsSqsRequests {
    return {
      sns: this.#sns.byAction,
      sqs: this.#sqs.byAction,
      s3: this.#s3.byAction,
      published: Object.fromEntries(this.#published),
      emptyReceives: this.#emptyReceives,
    };
  }

  arrived(headers: IncomingHttpHeaders, response: ServerResponse): void {
    this.#clock?.note();
    // A receive may wait for messages; what it gets in the end counts by itself.
    if (sqsAction(headers) === RECEIVE) return;
    this.#answering += 1;
    response.once('close', () => {
      this.#answering -= 1;
    });
  }

  /** @param operation `undefined` where the local S3 has none such. */
  askedOfS3(operation: string | undefined): void {
    if (operation !== undefined) this.#s3.add(operation);
  }

  understood(headers: IncomingHttpHeaders, body: RequestBody): void {
    const { Action, QueueUrl, TopicArn } = body;
    const action = sqsAction(headers);
    if (action !== undefined) this.#sqs.add(action);
    else if (Action !== undefined) this.#sns.add(Action);
    const count = publishedBy(body);
    if (TopicArn !== undefined && count > 0)
      this.#published.set(TopicArn, (this.#published.get(TopicArn) ?? 0) + count);
    if (isPolling(headers) && QueueUrl !== undefined) this.polled.add(QueueUrl);
  }

  received({ Messages = [] }: ReceiveAnswer, response: ServerResponse): void {
    const { length } = Messages;
    if (length === 0) this.#emptyReceives += 1;
    else this.#clock?.begin(length);
    response.once('close', () => {
      // The poller never got them.
      if (length > 0 && !response.writableFinished) this.#clock?.end(length);
    });
  }
}

/** SNS names the action in the body, SQS the queue. */
interface RequestBody {
  readonly Action?: string;
  readonly QueueUrl?: string;
  readonly TopicArn?: string;
}

/** A member of a batch, in the form of SNS's queries. */
const BATCH_MEMBER = /^PublishBatchRequestEntries\.member\.\d+\.Id$/;

/** How many notifications a request is to publish. */
function publishedBy(body: RequestBody): number {
  if (body.Action === 'Publish') return 1;
  if (body.Action !== 'PublishBatch') return 0;
  return Object.keys(body).filter((key) => BATCH_MEMBER.test(key)).length;
}

interface ReceiveAnswer {
  readonly Messages?: readonly unknown[];
}

function sqsAction({ 'x-amz-target': target }: IncomingHttpHeaders): string | undefined {
  return typeof target === 'string' ? target.replace('AmazonSQS.', '') : undefined;
}

/** Whether it is a receive of one of the stack's own pollers. */
function isPolling(headers: IncomingHttpHeaders): boolean {
  return headers[POLLER_HEADER] !== undefined && sqsAction(headers) === RECEIVE;
}
