/** The thread of one local SNS and SQS. */
import { workerData } from 'node:worker_threads';
import { followClock } from '../../clock/shifted-date.ts';
import { serveThread } from '../../hosting/serve-thread.ts';
import type { ThreadOptions } from '../../hosting/thread-contract.ts';
import { startFauxqs } from './fauxqs-server.ts';

const options = workerData as ThreadOptions;
const clock = followClock(options.clock);
await serveThread(() => startFauxqs(options, clock));
