import { type LoopbackServer, serveOnLoopback } from '../../../loopback/serve-on-loopback.ts';
import type { SkippingClock } from '../../clock/clock.ts';
import { hideDate } from '../../clock/hide-date.ts';
import { importOptional } from '../../hosting/optional-import.ts';
import type { Served } from '../../hosting/serve-thread.ts';
import type { ThreadOptions } from '../../hosting/thread-contract.ts';
import { createThreadGate } from '../../hosting/thread-gate.ts';
import {
  createStores,
  type FauxqsStores,
  importFauxqsInternals,
  keepOriginal,
} from '../../patches/fauxqs-internals.ts';
import type { StoredQueue } from '../../patches/fauxqs-queues.ts';
import { allowScopes, deduplicateByScope, receiveGroups } from '../../patches/fifo-queues.ts';
import { allowEveryCharacter } from '../../patches/message-characters.ts';
import { keepGroups } from '../../patches/message-groups.ts';
import { deliverByProtocol } from '../../patches/message-structures.ts';
import { countReceivesOnly } from '../../patches/moved-messages.ts';
import { filterDeliveries } from '../../patches/subscription-filters.ts';
import { keepUndelivered } from '../../patches/undelivered-messages.ts';
import { gateS3 } from '../s3/gate-s3.ts';
import { countWhatIsDue } from './due-messages.ts';
import { refuseFaults } from './faults/refuse-faults.ts';
import { StructuredMessages } from './faults/structured-messages.ts';
import { observe } from './fauxqs-observer.ts';
import { scopeDeduplication } from './fifo-scopes.ts';
import { passesFilter } from './filter-policy/passes-filter.ts';
import { serveMoveTasks } from './move-tasks/serve-move-tasks.ts';
import { refuseOtherServices } from './other-services.ts';
import type { QueueState } from './polled-queues.ts';
import { isDeliveryRefused } from './refused-deliveries.ts';
import type { LostNotification } from './sampling/queue-sample.ts';
import type { SampledQueue } from './sampling/queue-sampler.ts';
import { sampleQueues } from './sampling/queue-sampling.ts';
import type { SampledMessage } from './sampling/queue-states.ts';
import { deniedBySnsSqs, gateSnsSqs } from './sns-sqs-gate.ts';
import { keepTraceHeaders } from './trace-headers.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** A queue of fauxqs, as far as it is used here. */
type Queue = StoredQueue & SampledQueue & QueueState;

/**
 * Starts fauxqs in this thread. Its own `startFauxqs` listens on every interface and gives queues the address
 * `sqs.<region>.localhost`, which not every machine resolves, so its parts are put together here. The region of a queue
 * or topic is its caller's.
 *
 * @param clock the one that skips waiting, if there is one.
 */
export async function startFauxqs(options: ThreadOptions, clock: SkippingClock | undefined): Promise<Served> {
  const { buildApp } = await importOptional('fauxqs', () => import('fauxqs'));
  const internals = await importFauxqsInternals<Queue, SampledMessage>();
  const restore = keepOriginal(internals.SqsQueue);
  countReceivesOnly(internals.SqsQueue);
  allowEveryCharacter(internals.INVALID_MESSAGE_BODY_CHAR);
  allowScopes(internals.SETTABLE_ATTRIBUTES);
  const stores = { ...createStores(internals, options.dataDirectory) };
  const { gate, answers: ofGate } = createThreadGate();
  let lost: LostNotification[] = [];
  keepUndelivered(
    { ...internals, ...stores },
    {
      isRefused: (topicArn, queue) => isDeliveryRefused(gate, topicArn, queue),
      onLost: (topicArn) => lost.push({ topic: topicArn.split(':').at(-1) as string, at: Date.now() }),
    },
  );
  const structured = new StructuredMessages();
  deliverByProtocol(stores, (text, protocol) => structured.textFor(text, protocol));
  filterDeliveries(stores, passesFilter);
  const app = buildApp({ logger: false, stores: stores as unknown as FauxqsStores });
  app.addHook('onClose', async () => stores.persistence?.close());
  if (clock) hideDate(app.server);
  refuseOtherServices(app);
  const { queueSamples } = sampleQueues(app, internals.SqsQueue, stores.sqsStore);
  const answers = {
    ...observe(app, stores.sqsStore, clock),
    ...ofGate,
    queueSamples: () => {
      const taken = lost;
      lost = [];
      return { ...queueSamples(), lost: taken };
    },
  };
  receiveGroups(internals.SqsQueue);
  deduplicateByScope(internals.SqsQueue);
  keepGroups(app, internals.SqsQueue);
  gateSnsSqs(app, gate);
  gateS3(app, gate, stores.s3Store);
  refuseFaults(app, structured);
  keepTraceHeaders(app);
  countWhatIsDue(app, stores.sqsStore);
  scopeDeduplication(app, stores);
  const tasks = serveMoveTasks(app, { ...internals, ...stores }, clock);
  const { url, stop } = await serve(app, options.port);
  return {
    url,
    answers,
    end: async () => {
      await stop();
      restore();
      return options.dataDirectory === undefined && !tasks.isAnyActive;
    },
  };
}

/** Not by the app's own `listen`, which answers whoever calls. */
async function serve(app: App, port: number): Promise<LoopbackServer> {
  try {
    await app.ready();
    const options = { port, purpose: 'SNS, SQS and S3', word: deniedBySnsSqs };
    const { url, stop } = await serveOnLoopback(app.server, options);
    return { url, stop: () => stop().then(() => app.close()) };
  } catch (error) {
    await app.close();
    throw error;
  }
}
