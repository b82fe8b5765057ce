import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TOPIC_ARN_VARIABLE } from '../../contract/environment.ts';
import { anEmailerEnvironment } from '../../test/support/handlers/an-emailer-environment.ts';
import type { CpuShare } from './cpu-share.ts';

/** What one execution environment of an emailer took. */
export interface EmailerFigures {
  readonly importMilliseconds: number;
  /** The first invocation, of one email, with the connections that it opens. */
  readonly firstEmailMilliseconds: number;
  /** Of the processor, with what V8 does beside. */
  readonly cpuMillisecondsPerEmail: number;
  /** From when a batch of ten was due until it was answered. */
  readonly medianBatchMilliseconds: number;
  readonly slowestBatchMilliseconds: number;
}

/** What an emailer is given to do. */
export interface EmailerTask {
  /** The file of its module. */
  readonly file: string;
  /** Whether ours has its table. */
  readonly deduplicates: boolean;
  /** Emails a second; 0 for as many as it can. */
  readonly emailsPerSecond: number;
  /** Sent before anything is counted. */
  readonly warmUpEmails: number;
  readonly emails: number;
}

/** What handlers check when they are imported, what baselines ask for, and what Lambda always sets. */
export function environmentOf(endpoint: string, deduplicates: boolean): Record<string, string> {
  const table = { MAILROOM_TABLE: undefined, MAILROOM_DEDUPLICATE_FOR_SECONDS: undefined };
  return {
    ...anEmailerEnvironment({
      MAILROOM_QUEUE_URL: `${endpoint}/123456789012/queue`,
      MAILROOM_DEAD_LETTER_QUEUE_URL: `${endpoint}/123456789012/dead-letters`,
      MAILROOM_SEND_RATE: '10000',
      MAILROOM_MAX_SEND_RATE: '10000',
      MAILROOM_WORKERS: '1',
      ...(!deduplicates && table),
    }),
    SOURCE_ADDRESS: 'sender@example.com',
    IDEMPOTENCY_TABLE_NAME: 'table',
    [TOPIC_ARN_VARIABLE]: 'arn:aws:sns:us-east-1:123456789012:topic',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_LAMBDA_FUNCTION_NAME: 'function',
    AWS_ENDPOINT_URL: endpoint,
  };
}

/** SES, SQS and DynamoDB in a process of their own, outside of any share. */
export async function startFakeAws(): Promise<{ readonly endpoint: string; stop(): void }> {
  const server = fork(fileURLToPath(new URL('fake-aws.ts', import.meta.url)));
  const [port] = await once(server, 'message');
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => server.kill() };
}

/** Runs an emailer in a process of its own, within `share` where there is one. */
export async function runEmailer(
  { file, deduplicates, ...task }: EmailerTask,
  endpoint: string,
  share: CpuShare | undefined,
): Promise<EmailerFigures> {
  const program = fileURLToPath(new URL('emailer-process.ts', import.meta.url));
  const args = [program, JSON.stringify({ ...task, module: pathToFileURL(file).href })];
  const command = share?.command(process.execPath, args) ?? { file: process.execPath, args };
  const child = spawn(command.file, command.args, {
    env: environmentOf(endpoint, deduplicates),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  return JSON.parse(output) as EmailerFigures;
}
