/**
 * One execution environment of an emailer: imports its module, sends one email, and then batches of ten. The task is the
 * one argument, as JSON; what it took is printed as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { anSqsRecord, aStringAttribute } from '../../test/support/messages/an-sqs-record.ts';
import { median } from '../statistics.ts';
import type { EmailerFigures, EmailerTask } from './emailer-trial.ts';

const BATCH = 10;
const TEXT = 'Thank you for your order, which is on its way. '.repeat(10);

const { module, emailsPerSecond, warmUpEmails, emails } = JSON.parse(process.argv[2] ?? '') as Omit<
  EmailerTask,
  'file'
> & { module: string };
const print = process.stdout.write.bind(process.stdout);
// What an emailer logs it still has to make; who reads it is Lambda.
process.stdout.write = () => true;

let count = 0;

function aRecord(): SQSRecord {
  count += 1;
  const content = { subject: `Order ${count}`, body: TEXT, recipient: 'ada@example.com' };
  return anSqsRecord({
    messageId: `message-${count}`,
    body: JSON.stringify({ id: `order-${count}`, ...content }),
    enteredAt: Date.now(),
    messageAttributes: { mailroom: aStringAttribute(JSON.stringify({ published: new Date() })) },
  });
}

const importedAt = performance.now();
const { handler } = await import(module);
const importMilliseconds = performance.now() - importedAt;

/** @returns how long it took, in milliseconds. */
async function send(size: number): Promise<number> {
  const began = performance.now();
  const event: SQSEvent = { Records: Array.from({ length: size }, aRecord) };
  const context = {
    functionName: 'function',
    awsRequestId: 'request',
    getRemainingTimeInMillis: () => 60_000 - (performance.now() - began),
  } as Context;
  const { batchItemFailures } = await handler(event, context);
  if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} emails were not sent`);
  return performance.now() - began;
}

const firstEmailMilliseconds = await send(1);
for (let sent = 0; sent < warmUpEmails; sent += BATCH) await send(BATCH);

const cpuBefore = process.cpuUsage();
const began = performance.now();
const batches: number[] = [];
for (let sent = 0; sent < emails; sent += BATCH) {
  const due = emailsPerSecond > 0 ? (sent * 1_000) / emailsPerSecond : performance.now() - began;
  const wait = due - (performance.now() - began);
  if (wait > 0) await sleep(wait);
  await send(BATCH);
  // Late by what came before it, too, as an email in a queue would be.
  batches.push(performance.now() - began - due);
}
const { user, system } = process.cpuUsage(cpuBefore);
const figures: EmailerFigures = {
  importMilliseconds,
  firstEmailMilliseconds,
  cpuMillisecondsPerEmail: (user + system) / 1_000 / emails,
  medianBatchMilliseconds: median(batches),
  slowestBatchMilliseconds: Math.max(...batches),
};
print(JSON.stringify(figures), () => process.exit());
