/**
 * The local stack's two promises: ready within 8 s of `npm start`, and 5,000 notifications delivered in 10 s while SES
 * answers at once. Prints both. The emailer does not pace itself here, which would be all that is measured; with the
 * table, which no promise is about, each notification takes two more requests.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { SNSClient } from '@aws-sdk/client-sns';
import { startLocalStack } from 'amplify-mailroom/local';
import { NotificationPublisher } from 'amplify-mailroom/publisher';
import { Assemblies } from './shapes/assemblies.ts';
import { unpacedMailroom } from './shapes/shapes.ts';
import { median } from './statistics.ts';

const NOTIFICATIONS = 5_000;
const RUNS = 3;
const WORKERS = 5;

const assemblies = new Assemblies();
print(`${availableParallelism()} cores, Node ${process.version}, median of ${RUNS} runs [all runs]`);
print(`ready after npm start: ${await measured(timeToReady)}`);
for (const deduplicates of [false, true]) {
  const { app, changes } = unpacedMailroom(WORKERS, { deduplicates });
  const assembly = assemblies.get(app, changes);
  const how = deduplicates ? 'with the table' : 'without it';
  print(
    `${NOTIFICATIONS} notifications published and delivered, ${how}: ${await measured(() => timeToDeliver(assembly))}`,
  );
}
assemblies.remove();

/** From typing `npm start`, which synthesizes, and builds where something has changed, to the ready line. */
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

/** From the first publish to the last email in the inbox. */
async function timeToDeliver(assembly: string): Promise<number> {
  const stack = await startLocalStack({ app: assembly });
  const [pipeline] = Object.values(stack.pipelines);
  if (!pipeline) throw new Error('The app has no pipeline.');
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

async function measured(run: () => Promise<number>): Promise<string> {
  const values: number[] = [];
  for (let index = 0; index < RUNS; index += 1) values.push(await run());
  return `${median(values).toFixed(1)} s [${values.map((value) => value.toFixed(1)).join(', ')}]`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
