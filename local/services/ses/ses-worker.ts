/** The thread of one local SES: its emulator keeps one store for each thread. */
import { serveOnLoopback } from '../../../loopback/serve-on-loopback.ts';
import type { SkippingClock } from '../../clock/clock.ts';
import { hideDate } from '../../clock/hide-date.ts';
import { type Served, serveThread } from '../../hosting/serve-thread.ts';
import { createThreadGate } from '../../hosting/thread-gate.ts';
import { type ConfigurationSet, ConfigurationSets, type EventDestination } from './configuration-sets.ts';
import { countedRecipients, type OutgoingEmail } from './email.ts';
import { type EmailTemplate, Emulator } from './emulator.ts';
import { EventPublisher } from './event-publisher.ts';
import { Feedback } from './feedback.ts';
import { createFront, refusedByFront } from './front.ts';
import { Inbox } from './inbox.ts';
import { InboxJournal } from './inbox-journal.ts';
import { PAGE_PATH, readPage } from './page.ts';
import { Schedule } from './schedule.ts';
import { SendingLimits } from './sending-limits.ts';
import { SesService } from './ses-service.ts';
import { SuppressionList } from './suppression-list.ts';
import type { WorkerOptions } from './worker-contract.ts';

serveThread(start);

async function start(
  { port, settings, dataDirectory }: WorkerOptions,
  clock: SkippingClock | undefined,
): Promise<Served> {
  const emulator = await Emulator.find();
  const inbox = new Inbox(
    emulator,
    dataDirectory === undefined ? undefined : new InboxJournal(dataDirectory),
  );
  const limits = new SendingLimits(settings, { wall: Date.now, monotonic: () => performance.now() });
  for (const { destination, at } of inbox.emails) limits.remember(countedRecipients(destination), at * 1000);
  const { gate, answers } = createThreadGate();
  const random = Math.random;
  const sets = new ConfigurationSets();
  const list = new SuppressionList();
  const publisher = new EventPublisher(gate, clock);
  const schedule = new Schedule(clock);
  const feedback = new Feedback({ sets, list, publisher, schedule, random });
  const service = new SesService(settings, { inbox, emulator, limits, gate, sets, feedback, list, random });
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
      receive: (email) => void inbox.accept(email as OutgoingEmail),
      configurationSet: (set) => sets.add(set as ConfigurationSet),
      eventDestination: async (given) => {
        const destination = given as EventDestination;
        sets.addDestination(destination);
        await publisher.announce(destination);
      },
      nextDue: () => schedule.nextDue,
      activity: () => feedback.takeActivity(),
    },
    end: async () => {
      schedule.stop();
      publisher.stop();
      await stop();
      return dataDirectory === undefined && !emulator.hasStarted;
    },
  };
}
