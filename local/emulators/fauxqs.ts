import { mkdirSync } from 'node:fs';
import { listenError } from './listen-error.ts';
import { isLocal } from './loopback.ts';
import { importEmulator } from './optional-import.ts';

/** SNS and SQS on one address. */
export interface SnsSqsEmulator {
  readonly url: string;
  stop(): Promise<void>;
}

export interface SnsSqsOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where messages are kept over a restart; in memory only where it is not given. */
  readonly dataDirectory?: string | undefined;
}

interface QueueStore {
  host: string | undefined;
  persistence?: unknown;
  allQueues(): Iterable<{ persistence?: unknown }>;
}

/** The modules behind fauxqs's own start function. */
interface Internals {
  SqsStore: new () => QueueStore;
  SnsStore: new () => { persistence?: unknown };
  S3Store: new () => object;
  PersistenceManager: new (
    directory: string,
  ) => { loadSqsAndSns(sqs: object, sns: object): void; close(): void };
}

/**
 * Starts fauxqs on loopback. Its own `startFauxqs` listens on every interface and gives queues the address
 * `sqs.<region>.localhost`, which not every machine resolves, so its parts are put together here. `buildApp` is
 * public, the stores that it takes are not: the peer range is held to one minor version. The region of a queue or
 * topic is its caller's.
 */
export async function startSnsSqs(options: SnsSqsOptions): Promise<SnsSqsEmulator> {
  const { buildApp } = await importEmulator('fauxqs', () => import('fauxqs'));
  const { SqsStore, SnsStore, S3Store, PersistenceManager } = await importInternals();
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  sqsStore.host = undefined;
  const persistence = options.dataDirectory
    ? new PersistenceManager(created(options.dataDirectory))
    : undefined;
  if (persistence) {
    persistence.loadSqsAndSns(sqsStore, snsStore);
    sqsStore.persistence = snsStore.persistence = persistence;
    for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  }

  const stores = { sqsStore, snsStore, s3Store: new S3Store() } as unknown as BuildAppStores;
  const app = buildApp({ logger: false, stores });
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (!isLocal(headers)) await reply.code(403).send({ message: 'Only this machine may call.' });
  });
  app.addHook('onClose', async () => persistence?.close());
  try {
    const url = await app.listen({ port: options.port, host: '127.0.0.1' });
    return { url, stop: () => app.close() };
  } catch (error) {
    await app.close();
    throw listenError(error, options.port, 'SNS and SQS');
  }
}

type BuildAppStores = NonNullable<NonNullable<Parameters<typeof import('fauxqs').buildApp>[0]>['stores']>;

async function importInternals(): Promise<Internals> {
  const main = import.meta.resolve('fauxqs');
  const files = ['sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js', 'persistence.js'];
  const modules = await Promise.all(files.map((file) => import(new URL(file, main).href)));
  return Object.assign({}, ...modules);
}

function created(directory: string): string {
  mkdirSync(directory, { recursive: true });
  return directory;
}
