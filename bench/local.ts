/**
 * The local stack's two promises: ready within 8 s of `npm start`, and 5,000 notifications delivered in 10 s while SES
 * answers at once. Prints both, and what the time went into.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SNSClient } from '@aws-sdk/client-sns';
import { startLocalStack } from 'amplify-mailroom/local';
import { NotificationPublisher } from 'amplify-mailroom/publisher';

const NOTIFICATIONS = 5_000;
const RUNS = 3;

const assembly = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
const readySeconds: number[] = [];
const deliverySeconds: number[] = [];
for (let run = 0; run < RUNS; run += 1) readySeconds.push(await timeToReady());
await synthesize(assembly);
for (let run = 0; run < RUNS; run += 1) deliverySeconds.push(await timeToDeliver());
rmSync(assembly, { recursive: true });

const { version } = process;
print(`${availableParallelism()} cores, Node ${version}, median of ${RUNS} runs [all runs]`);
print(`ready after npm start: ${summary(readySeconds)} s`);
print(`${NOTIFICATIONS} notifications published and delivered: ${summary(deliverySeconds)} s`);

/** From typing `npm start`, which builds and synthesizes, to the ready line. */
async function timeToReady(): Promise<number> {
  const start = performance.now();
  // A group of its own, since Ctrl-C signals npm and everything that it started.
  const stack = spawn('npm', ['start', '--', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let output = '';
  for await (const chunk of stack.stdout) {
    output += chunk;
    if (output.includes('Mailroom is ready')) break;
  }
  const seconds = (performance.now() - start) / 1000;
  const ended = once(stack, 'exit');
  process.kill(-Number(stack.pid), 'SIGINT');
  await ended;
  return seconds;
}

async function synthesize(outdir: string): Promise<void> {
  const context = {
    'amplify-backend-namespace': 'bench',
    'amplify-backend-name': 'bench',
    'amplify-backend-type': 'sandbox',
  };
  const app = spawn(process.execPath, ['--import', 'tsx', 'amplify/backend.ts'], {
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    stdio: 'ignore',
  });
  await once(app, 'exit');
}

/** From the first publish to the last email in the inbox. */
async function timeToDeliver(): Promise<number> {
  const stack = await startLocalStack({ app: assembly });
  const [pipeline] = Object.values(stack.pipelines);
  if (!pipeline) throw new Error('The reference app has no pipeline.');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SNSClient({ region: stack.region, endpoint: stack.endpoints.sns, credentials });
  const publisher = new NotificationPublisher({ topicArn: pipeline.topicArn, client });
  const notifications = Array.from({ length: NOTIFICATIONS }, (_, n) => ({
    subject: `Notification ${n}`,
    body: 'It works',
    recipient: 'ada@example.com',
  }));

  const start = performance.now();
  const results = await publisher.publishAll(notifications);
  if (results.some(({ status }) => status !== 'published')) throw new Error('Not all could be published.');
  while ((await stack.ses.counts()).accepted < NOTIFICATIONS) await sleep(20);
  const seconds = (performance.now() - start) / 1000;
  await stack.stop();
  return seconds;
}

function summary(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return `${median.toFixed(1)} [${values.map((value) => value.toFixed(1)).join(', ')}]`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
