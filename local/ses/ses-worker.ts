import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { listenError } from '../emulators/listen-error.ts';
import { countRecipients } from './email.ts';
import { startEmulator } from './emulator.ts';
import { EmulatorClient } from './emulator-client.ts';
import { createFront } from './front.ts';
import { Inbox } from './inbox.ts';
import { InboxJournal } from './inbox-journal.ts';
import { SendingLimits } from './sending-limits.ts';
import { SesService } from './ses-service.ts';
import type { WorkerOptions, WorkerReport } from './worker-contract.ts';

/** The thread of one local SES: the emulator keeps one store for each thread, and sends cost the others no time. */
const report: WorkerReport = await start(workerData as WorkerOptions).catch((error: unknown) => ({
  kind: 'failed',
  message: error instanceof Error ? error.message : String(error),
}));
parentPort?.postMessage(report);

async function start({ port, settings, dataDirectory }: WorkerOptions): Promise<WorkerReport> {
  const { server, store } = await startEmulator();
  const inbox = new Inbox(store, dataDirectory === undefined ? undefined : new InboxJournal(dataDirectory));
  const limits = new SendingLimits(settings, { wall: Date.now, monotonic: () => performance.now() });
  for (const { destination, at } of inbox.emails) limits.remember(countRecipients(destination), at * 1000);
  const emulator = new EmulatorClient(server);
  const service = new SesService(settings, { inbox, emulator, limits, random: Math.random });
  const front = createFront({ service, inbox, emulator }).listen(port, '127.0.0.1');
  await once(front, 'listening').catch((error: unknown) => {
    throw listenError(error, port, 'SES and the inbox');
  });
  const bound = front.address() as AddressInfo;
  return { kind: 'listening', url: `http://${bound.address}:${bound.port}` };
}
