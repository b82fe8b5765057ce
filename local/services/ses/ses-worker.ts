/** The thread of one local SES: its emulator keeps one store for each thread. */

import { serveOnLoopback } from '../../../loopback/serve-on-loopback.ts';
import { hideDate } from '../../clock/hide-date.ts';
import { type Served, serveThread } from '../../hosting/serve-thread.ts';
import { createThreadGate } from '../../hosting/thread-gate.ts';
import { countRecipients, type OutgoingEmail } from './email.ts';
import { type EmailTemplate, Emulator } from './emulator.ts';
import { createFront, refusedByFront } from './front.ts';
import { Inbox } from './inbox.ts';
import { InboxJournal } from './inbox-journal.ts';
import { PAGE_PATH, readPage } from './page.ts';
import { SendingLimits } from './sending-limits.ts';
import { SesService } from './ses-service.ts';
import type { WorkerOptions } from './worker-contract.ts';

serveThread(start);

async function start({ port, settings, dataDirectory, clock }: WorkerOptions): Promise<Served> {
  const emulator = await Emulator.find();
  const inbox = new Inbox(
    emulator,
    dataDirectory === undefined ? undefined : new InboxJournal(dataDirectory),
  );
  const limits = new SendingLimits(settings, { wall: Date.now, monotonic: () => performance.now() });
  for (const { destination, at } of inbox.emails) limits.remember(countRecipients(destination), at * 1000);
  const { gate, answers } = createThreadGate();
  const service = new SesService(settings, { inbox, emulator, limits, gate, random: Math.random });
  const front = createFront({ service, inbox, emulator, page: readPage() });
  if (clock) hideDate(front);
  const { url, stop } = await serveOnLoopback(front, {
    port,
    purpose: 'SES and the inbox',
    word: refusedByFront,
    page: PAGE_PATH,
  });
  return {
    url,
    answers: {
      ...answers,
      requests: () => service.requests,
      template: (template) => emulator.addTemplate(template as EmailTemplate),
      receive: (email) => inbox.accept(email as OutgoingEmail),
    },
    end: async () => {
      await stop();
      return dataDirectory === undefined && !emulator.hasStarted;
    },
  };
}
