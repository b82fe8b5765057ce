/**
 * The operators' two promises: 10,000 dead letters listed within 60 s, and redriven message by message within 60 s, on the
 * local stack, with memory that does not grow with their number. The command itself is measured, from typing it to its
 * end, its start included; the emailer sends meanwhile what comes back. Memory is the command's high-water mark, which
 * only Linux tells. Left alone V8 takes what the machine has, so that memory is flat shows in a heap that holds no forty
 * thousand dead letters, which are 40 MB of text.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LocalStack, startLocalStack } from 'amplify-mailroom/local';
import { empty } from '../test/support/messages/queues.ts';
import { Assemblies } from './shapes/assemblies.ts';
import { unpacedMailroom } from './shapes/shapes.ts';
import { median } from './statistics.ts';

const RUNS = 3;
const SIZES = [1_000, 10_000];
const WORKERS = 5;
/** Messages a second: as fast as it goes. */
const RATE = '100000';
const LIST = ['dlq', 'list'];
const REDRIVE = ['dlq', 'redrive', '--yes', '--rate', RATE];
const MOVE = ['dlq', 'redrive', '--all', '--yes', '--rate', '500'];

const MANY = 40_000;
const SMALL_HEAP = ['--max-old-space-size=64'];
const MAILROOM = resolve('dist/cli/mailroom.js');

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

const assemblies = new Assemblies();
const { app, changes } = unpacedMailroom(WORKERS, { deduplicates: false });
const folder = mkdtempSync(join(tmpdir(), 'mailroom-ops-'));
const stack = await startLocalStack({ app: assemblies.get(app, changes) });
const sqs = new SQSClient({
  region: stack.region,
  endpoint: stack.endpoints.sqs,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const [pipeline] = Object.values(stack.pipelines);
const deadLetters = pipeline?.deadLetterQueueUrl ?? '';
writeStackFile(stack);
try {
  print(`${availableParallelism()} cores, Node ${process.version}, median of ${RUNS} runs [all runs]`);
  for (const size of SIZES) {
    await report(size, 'listed', LIST);
    await report(size, 'redriven message by message', REDRIVE);
    await report(size, 'redriven by a move task', MOVE);
  }
  await report(MANY, 'listed within 64 MB of heap', LIST, { runs: 1, flags: SMALL_HEAP });
  await report(MANY, 'redriven within 64 MB of heap', REDRIVE, { runs: 1, flags: SMALL_HEAP });
} finally {
  sqs.destroy();
  await stack.stop();
  assemblies.remove();
  rmSync(folder, { recursive: true });
}

async function report(
  size: number,
  what: string,
  args: readonly string[],
  { runs = RUNS, flags = [] as readonly string[] } = {},
): Promise<void> {
  const measured: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    await fill(size);
    measured.push(await measure(args, flags));
  }
  const seconds = summary(measured.map((each) => each.seconds));
  const megabytes = summary(measured.map((each) => each.megabytes));
  print(`${size} dead letters ${what}: ${seconds} s; high-water mark ${megabytes} MB`);
}

/** Puts `size` dead letters of several reasons. */
async function fill(size: number): Promise<void> {
  await empty(sqs, deadLetters);
  for (let first = 0; first < size; first += 10) {
    const Entries = Array.from({ length: 10 }, (_, n) => deadLetter(`${size}-${Date.now()}-${first + n}`));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: deadLetters, Entries }));
  }
}

function deadLetter(id: string) {
  const reason = id.endsWith('7') ? 'message-rejected' : 'expired';
  const now = new Date().toISOString();
  const evidence = {
    reason,
    error: 'Throttling',
    attempts: 9,
    entered: now,
    deadLettered: now,
    id,
    redrives: 0,
  };
  const body = 'It could not be sent. '.repeat(40);
  return {
    Id: id.replace(/.*-/, ''),
    MessageBody: JSON.stringify({ id, subject: 'A notification', body, recipient: 'ada@example.com' }),
    MessageAttributes: { mailroom: { DataType: 'String', StringValue: JSON.stringify(evidence) } },
  };
}

async function measure(args: readonly string[], flags: readonly string[]): Promise<Measured> {
  const start = performance.now();
  const child = spawn(process.execPath, [...flags, MAILROOM, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  let megabytes = Number.NaN;
  const watch = setInterval(() => {
    megabytes = highWaterMark(child) ?? megabytes;
  }, 50);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0) throw new Error(`mailroom ${args.join(' ')} ended with ${code}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, megabytes };
}

function highWaterMark({ pid }: ChildProcess): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
  } catch {
    return undefined;
  }
}

/** As `amplify-mailroom local` does, so that the command finds the stack. */
function writeStackFile({ region, accountId, inboxUrl, endpoints, pipelines }: LocalStack): void {
  mkdirSync(join(folder, '.local'));
  const content = { pid: process.pid, region, accountId, inboxUrl, endpoints, pipelines };
  writeFileSync(join(folder, '.local/stack.json'), JSON.stringify(content));
}

function summary(values: readonly number[]): string {
  return `${median(values).toFixed(1)} [${values.map((value) => value.toFixed(1)).join(', ')}]`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
