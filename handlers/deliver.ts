import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Reason } from '../contract/reasons.ts';
import { withoutValue } from '../contract/schema-issue.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { backoffSeconds } from './backoff.ts';
import { deadLetter } from './dead-letter.ts';
import type { FailedOutcome, Outcome } from './outcome.ts';
import { type Received, readRecord } from './received.ts';
import type { Report } from './report.ts';
import { judge } from './verdict.ts';

/** What delivering needs from outside. */
export interface DeliveryDeps extends AttemptDeps {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly report: Report;
  /** From 0 (included) to 1 (not included). */
  readonly random: () => number;
}

/** The notification stays in the queue, and was not sent as far as is known; its record must be reported as failed. */
export class NotDeliveredError extends Error {
  override readonly name = 'NotDeliveredError';
}

/** The message is done with. */
const DONE = 'done';

/** Soon enough to lose no time, and late enough that a message does not spend its receives on workers without time. */
const RETURNED_SECONDS = 1;

/**
 * Delivers one record: tries to send it, and does with it what follows from the outcome.
 *
 * @param latest the last moment at which a send may begin, in milliseconds since the epoch.
 * @throws NotDeliveredError where it stays in the queue.
 */
export async function deliver(record: SQSRecord, latest: number, deps: DeliveryDeps): Promise<void> {
  const received = readRecord(record);
  deps.report.received(received);
  const outcome = await attempt(received, latest, deps);
  const hiddenSeconds = await settle(received, outcome, latest, deps);
  if (hiddenSeconds === DONE) return;
  await hide(received, hiddenSeconds, deps);
  throw new NotDeliveredError('Not delivered');
}

/** Carries an outcome out; gives for how many seconds the message is to be hidden, unless it is done with. */
async function settle(
  received: Received,
  outcome: Outcome,
  latest: number,
  deps: DeliveryDeps,
): Promise<number | typeof DONE> {
  switch (outcome.kind) {
    case 'sent':
      deps.report.sent(received, outcome);
      return DONE;
    case 'duplicate':
      deps.report.duplicate(received, outcome);
      return DONE;
    case 'returned':
      deps.report.returned(received, outcome);
      return RETURNED_SECONDS;
    case 'failed':
      return settleFailed(received, outcome, latest, deps);
    default:
      return outcome satisfies never;
  }
}

async function settleFailed(
  received: Received,
  outcome: FailedOutcome,
  latest: number,
  deps: DeliveryDeps,
): Promise<number | typeof DONE> {
  const { now, policy, pace, report } = deps;
  const { attempts, enteredAt } = received;
  const random = deps.random();
  const verdict = judge(
    outcome.failure,
    { ageSeconds: (now() - enteredAt) / 1000, attempts, random },
    policy,
  );
  if ('delaySeconds' in verdict) {
    report.postponed(received, outcome, verdict);
    return verdict.delaySeconds;
  }
  if (await writeDeadLetter(received, outcome, verdict.reason, deps)) {
    report.givenUp(received, outcome, verdict);
    return DONE;
  }
  // It had no slot; without one a worker would churn through the whole queue.
  await pace.pass(latest);
  return backoffSeconds(attempts, random, policy.retry);
}

async function writeDeadLetter(
  received: Received,
  { id, failure, attemptedAt, issues }: FailedOutcome,
  reason: Reason,
  { sqs, deadLetterQueueUrl, now, report }: DeliveryDeps,
): Promise<boolean> {
  const message = issues?.map(withoutValue).join('; ');
  const givenUp = { reason, error: failure.error, message, id, attemptedAt, at: now() };
  try {
    await sqs.send(new SendMessageCommand(deadLetter(received, givenUp, deadLetterQueueUrl)));
    return true;
  } catch (error) {
    report.effectFailed('Dead letter not written', received, error);
    return false;
  }
}

/** Where it cannot be hidden as long as it should, the queue's own visibility timeout holds. */
async function hide(received: Received, seconds: number, deps: DeliveryDeps): Promise<void> {
  const { sqs, queueUrl, report } = deps;
  const command = { QueueUrl: queueUrl, ReceiptHandle: received.receiptHandle, VisibilityTimeout: seconds };
  try {
    await sqs.send(new ChangeMessageVisibilityCommand(command));
  } catch (error) {
    report.effectFailed('Visibility not changed', received, error);
  }
}
