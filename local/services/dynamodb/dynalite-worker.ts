/** The thread of one local DynamoDB. */
import { serveThread } from '../../hosting/serve-thread.ts';
import { startDynalite } from './dynalite-server.ts';

serveThread(startDynalite);
