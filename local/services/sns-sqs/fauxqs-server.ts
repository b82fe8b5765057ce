import { mkdirSync } from 'node:fs';
import type { SkippingClock } from '../../clock/clock.ts';
import { hideDate } from '../../clock/hide-date.ts';
import { importEmulator } from '../../hosting/optional-import.ts';
import { type LoopbackServer, serveOnLoopback } from '../../hosting/serve-on-loopback.ts';
import type { Served } from '../../hosting/serve-thread.ts';
import type { ThreadOptions } from '../../hosting/thread-contract.ts';
import { createThreadGate } from '../../hosting/thread-gate.ts';
import type { StoredQueue, StoredQueues } from '../../patches/fauxqs-queues.ts';
import { allowEveryCharacter } from '../../patches/message-characters.ts';
import type { ReceivingQueueClass } from '../../patches/message-sources.ts';
import { countReceivesOnly, type QueueClass } from '../../patches/moved-messages.ts';
import { keepReturnedMessages, type ReturningPersistence } from '../../patches/returned-messages.ts';
import { type DeliveringParts, keepUndelivered } from '../../patches/undelivered-messages.ts';
import { observe } from './fauxqs-observer.ts';
import type { CreateMessage } from './move-tasks/message-mover.ts';
import { serveMoveTasks } from './move-tasks/serve-move-tasks.ts';
import type { QueueState } from './polled-queues.ts';
import { deliveryFault } from './refused-deliveries.ts';
import type { SampledQueue } from './sampling/queue-sampler.ts';
import { type SampledQueueClass, sampleQueues } from './sampling/queue-sampling.ts';
import { deniedBySnsSqs, guardSnsSqs } from './sns-sqs-gate.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** The queues of fauxqs, as far as they are used here. */
interface QueueStore extends StoredQueues {
  host: string | undefined;
  persistence?: unknown;
  allQueues(): Iterable<StoredQueue & SampledQueue & { persistence?: unknown }>;
  getQueue(url: string): (StoredQueue & SampledQueue & QueueState) | undefined;
}

/** The modules behind fauxqs's own start function. */
interface Internals {
  INVALID_MESSAGE_BODY_CHAR: RegExp;
  SqsQueue: QueueClass & ReceivingQueueClass & SampledQueueClass;
  SqsStore: { new (): QueueStore; readonly createMessage: CreateMessage };
  SnsStore: new () => DeliveringParts['snsStore'] & { persistence?: unknown };
  S3Store: new () => object;
  PersistenceManager: new (
    directory: string,
  ) => ReturningPersistence & { loadSqsAndSns(sqs: object, sns: object): void; close(): void };
}

/**
 * Starts fauxqs in this thread. Its own `startFauxqs` listens on every interface and gives queues the address
 * `sqs.<region>.localhost`, which not every machine resolves, so its parts are put together here. `buildApp` is
 * public, the stores that it takes are not: the peer range is held to one minor version. The region of a queue or
 * topic is its caller's.
 *
 * @param clock the one that skips waiting, if there is one.
 */
export async function startFauxqs(options: ThreadOptions, clock: SkippingClock | undefined): Promise<Served> {
  const { buildApp } = await importEmulator('fauxqs', () => import('fauxqs'));
  const internals = await importInternals();
  countReceivesOnly(internals.SqsQueue);
  allowEveryCharacter(internals.INVALID_MESSAGE_BODY_CHAR);
  const stores = { ...createStores(internals, options.dataDirectory), s3Store: new internals.S3Store() };
  const { gate, answers: ofGate } = createThreadGate();
  keepUndelivered({ ...internals, ...stores }, (topicArn, queue) => deliveryFault(gate, topicArn, queue));
  const app = buildApp({ logger: false, stores: stores as unknown as BuildAppStores });
  app.addHook('onClose', async () => stores.persistence?.close());
  if (clock) hideDate(app.server);
  const answers = {
    ...observe(app, stores.sqsStore, clock),
    ...sampleQueues(app, internals.SqsQueue, stores.sqsStore),
    ...ofGate,
  };
  guardSnsSqs(app, gate);
  serveMoveTasks(app, { ...internals, ...stores }, clock);
  const { url, stop } = await serve(app, options.port);
  return { url, answers: { ...answers, stop } };
}

/** Not by the app's own `listen`, which answers whoever calls. */
async function serve(app: App, port: number): Promise<LoopbackServer> {
  try {
    await app.ready();
    const options = { port, purpose: 'SNS and SQS', word: deniedBySnsSqs };
    const { url, stop } = await serveOnLoopback(app.server, options);
    return { url, stop: () => stop().then(() => app.close()) };
  } catch (error) {
    await app.close();
    throw error;
  }
}

function createStores(
  { SqsStore, SnsStore, PersistenceManager }: Internals,
  dataDirectory: string | undefined,
) {
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  sqsStore.host = undefined;
  const persistence = dataDirectory ? new PersistenceManager(created(dataDirectory)) : undefined;
  if (persistence) {
    keepReturnedMessages(persistence);
    persistence.loadSqsAndSns(sqsStore, snsStore);
    sqsStore.persistence = snsStore.persistence = persistence;
    for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  }
  return { sqsStore, snsStore, persistence };
}

type BuildAppStores = NonNullable<NonNullable<Parameters<typeof import('fauxqs').buildApp>[0]>['stores']>;

async function importInternals(): Promise<Internals> {
  const main = import.meta.resolve('fauxqs');
  const files = ['sqs/sqsStore.js', 'sqs/sqsTypes.js', 'sns/snsStore.js', 's3/s3Store.js', 'persistence.js'];
  const modules = await Promise.all(files.map((file) => import(new URL(file, main).href)));
  return Object.assign({}, ...modules);
}

function created(directory: string): string {
  mkdirSync(directory, { recursive: true });
  return directory;
}
