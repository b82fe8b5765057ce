import { type Clock, REAL_CLOCK } from '../../clock/clock.ts';
import type { NextDue } from '../../clock/jumper.ts';
import { EmulatorThread } from '../../hosting/emulator-thread.ts';
import { type RemoteGate, remoteGate } from '../../hosting/remote-gate.ts';
import type { RequestsByAction, ThreadOptions } from '../../hosting/thread-contract.ts';
import { threadFile } from '../../hosting/thread-file.ts';
import type { QueueSamples } from './sampling/queue-sample.ts';

/** What was asked of SNS and SQS since the start, and of S3, which is with them. */
export interface SnsSqsRequests {
  readonly sns: RequestsByAction;
  readonly sqs: RequestsByAction;
  readonly s3: RequestsByAction;
  /** Notifications that were to be published, by the ARN of the topic. */
  readonly published: Readonly<Record<string, number>>;
  /** Those of SQS's `ReceiveMessage` with which a poller of the stack got no message. */
  readonly emptyReceives: number;
}

/** SNS and SQS on one address. */
export interface SnsSqsEmulator {
  readonly url: string;
  readonly gate: RemoteGate;
  requests(): Promise<SnsSqsRequests>;
  /** When the next message of a queue that the stack polls becomes visible. */
  nextDue(): Promise<NextDue>;
  /** What the queues held and did, minute by minute, since this was asked for last. */
  queueSamples(): Promise<QueueSamples>;
  stop(): Promise<void>;
}

export interface SnsSqsOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where messages are kept over a restart; in memory only where it is not given. */
  readonly dataDirectory?: string | undefined;
  /** @default the machine's clock */
  readonly clock?: Clock;
}

/**
 * Starts SNS and SQS on loopback, in a thread of their own.
 *
 * @throws Error in one sentence where the port is taken, or the npm package `fauxqs` is not installed.
 */
export async function startSnsSqs({
  port,
  dataDirectory,
  clock = REAL_CLOCK,
}: SnsSqsOptions): Promise<SnsSqsEmulator> {
  const options: ThreadOptions = { port, dataDirectory, clock: clock.memory };
  const thread = await EmulatorThread.start(threadFile('./fauxqs-worker.ts', import.meta.url), options);
  return {
    url: thread.url,
    gate: remoteGate(thread),
    requests: async () => (await thread.ask('requests')) as SnsSqsRequests,
    nextDue: async () => (await thread.ask('nextDue')) as NextDue,
    queueSamples: async () => (await thread.ask('queueSamples')) as QueueSamples,
    stop: () => thread.stop(),
  };
}
