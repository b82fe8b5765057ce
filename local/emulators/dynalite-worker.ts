/** The thread of one local DynamoDB. */
import { workerData } from 'node:worker_threads';
import { followClock } from '../clock/shifted-date.ts';
import { startDynalite } from './dynalite-server.ts';
import { serveThread } from './serve-thread.ts';
import type { ThreadOptions } from './thread-contract.ts';

const options = workerData as ThreadOptions;
followClock(options.clock);
await serveThread(() => startDynalite(options));
