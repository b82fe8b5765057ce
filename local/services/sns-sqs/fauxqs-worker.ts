/** The thread of one local SNS and SQS. */
import { serveThread } from '../../hosting/serve-thread.ts';
import { startFauxqs } from './fauxqs-server.ts';

serveThread(startFauxqs);
