/** The thread of one local DynamoDB. */
import { workerData } from 'node:worker_threads';
import { followClock } from '../../clock/shifted-date.ts';
import { serveThread } from '../../hosting/serve-thread.ts';
import type { ThreadOptions } from '../../hosting/thread-contract.ts';
import { startDynalite } from './dynalite-server.ts';

const options = workerData as ThreadOptions;
followClock(options.clock);
await serveThread(() => startDynalite(options));
