import { type Clock, REAL_CLOCK } from '../../clock/clock.ts';
import type { NextDue } from '../../clock/jumper.ts';
import { EmulatorThread } from '../../hosting/emulator-thread.ts';
import { type RemoteGate, remoteGate } from '../../hosting/remote-gate.ts';
import type { RequestsByAction } from '../../hosting/thread-contract.ts';
import { threadFile } from '../../hosting/thread-file.ts';
import type { SesActivity } from './activity.ts';
import type { ConfigurationSet, EventDestination } from './configuration-sets.ts';
import { CONTROL_PATH } from './control.ts';
import type { InboxEmail, OutgoingEmail } from './email.ts';
import type { EmailTemplate } from './emulator.ts';
import type { SesCounts } from './ses-service.ts';
import { changeSettings, DEFAULT_SETTINGS, type SesSettingsChange } from './settings.ts';
import type { WorkerOptions } from './worker-contract.ts';

/** How a local SES starts: where, and with which of its settings. */
export interface SesOptions extends SesSettingsChange {
  /** The port on 127.0.0.1, 0 to 65535; 0 takes any that is free. */
  readonly port: number;
  /**
   * Where the inbox is kept, so that it survives a restart. Created where missing.
   * @default undefined: the inbox is empty at each start
   */
  readonly dataDirectory?: string | undefined;
  /** The time of day, for the daily quota and the inbox. @default the machine's clock */
  readonly clock?: Clock | undefined;
}

/** A running local SES with its inbox. */
export interface LocalSes {
  /** The endpoint of SES, v1 and v2, and in a browser the inbox. */
  readonly url: string;
  /** The inbox, oldest email first. */
  emails(): Promise<InboxEmail[]>;
  /** Puts an email into the inbox that somebody else than SES sends. */
  receive(email: OutgoingEmail): Promise<void>;
  /** Empties the inbox. */
  clear(): Promise<void>;
  /**
   * Changes settings; once it resolves, the next call meets them.
   * @throws Error naming every value that is wrong; then nothing changes.
   */
  configure(change: SesSettingsChange): Promise<void>;
  /** How many calls ended how since the start. */
  counts(): Promise<SesCounts>;
  /** How many calls there were since the start, by action, however they ended. */
  requests(): Promise<RequestsByAction>;
  /** Ends it at once, open connections included. May be called again. */
  stop(): Promise<void>;
}

/** One that a stack has check who may send, and that has what the app has of it as resources. */
export interface GatedSes extends LocalSes {
  readonly gate: RemoteGate;
  addTemplate(template: EmailTemplate): Promise<void>;
  addConfigurationSet(set: ConfigurationSet): Promise<void>;
  /** Has the topic know of it. */
  addEventDestination(destination: EventDestination): Promise<void>;
  /** When the next event happens, or is published. */
  nextDue(): Promise<NextDue>;
  /** What it has measured since this was asked for last. */
  activity(): Promise<SesActivity>;
}

/**
 * Starts a SES with an inbox in a thread of its own, on 127.0.0.1 only. Several at once share nothing. Its settings
 * can also be read and changed from outside, by `GET` and `PUT` of `/_mailroom/ses`.
 *
 * @throws Error in one sentence where an option is wrong, the port is taken, `dataDirectory` cannot be read or written,
 * or the npm package `aws-ses-v2-local` is not installed.
 */
export async function startSes({
  port,
  dataDirectory,
  clock = REAL_CLOCK,
  ...change
}: SesOptions): Promise<GatedSes> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`port: expected a whole number from 0 to 65535, got ${port}`);
  }
  const settings = changeSettings(DEFAULT_SETTINGS, change);
  const options: WorkerOptions = { port, settings, dataDirectory, clock: clock.memory };
  return localSes(await EmulatorThread.start(threadFile('./ses-worker.ts', import.meta.url), options));
}

function localSes(thread: EmulatorThread): GatedSes {
  const { url } = thread;
  return {
    url,
    gate: remoteGate(thread),
    addTemplate: async (template) => {
      await thread.ask('template', template);
    },
    addConfigurationSet: async (set) => {
      await thread.ask('configurationSet', set);
    },
    addEventDestination: async (destination) => {
      await thread.ask('eventDestination', destination);
    },
    nextDue: async () => (await thread.ask('nextDue')) as NextDue,
    activity: async () => (await thread.ask('activity')) as SesActivity,
    emails: async () => ((await ask(`${url}/store`)) as { emails: InboxEmail[] }).emails,
    receive: async (email) => {
      await thread.ask('receive', email);
    },
    clear: async () => {
      await ask(`${url}/clear-store`, { method: 'POST' });
    },
    configure: async (change) => {
      await ask(`${url}${CONTROL_PATH}`, { method: 'PUT', body: JSON.stringify(change, undefinedAsNull) });
    },
    counts: async () => ((await ask(`${url}${CONTROL_PATH}`)) as { counts: SesCounts }).counts,
    requests: async () => (await thread.ask('requests')) as RequestsByAction,
    stop: () => thread.stop(),
  };
}

async function ask(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error((answer as { message: string }).message);
  return answer;
}

function undefinedAsNull(_key: string, value: unknown): unknown {
  return value === undefined ? null : value;
}
