import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
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
  const isSettled = await settle(received, outcome, deps);
  if (!isSettled) throw new NotDeliveredError('Not delivered');
}

/** Carries an outcome out, and says whether the message is done with. */
async function settle(received: Received, outcome: Outcome, deps: DeliveryDeps): Promise<boolean> {
  switch (outcome.kind) {
    case 'sent':
      deps.report.sent(received, outcome);
      return true;
    case 'duplicate':
      deps.report.duplicate(received, outcome);
      return true;
    case 'returned':
      deps.report.returned(received, outcome);
      await hide(received, 0, deps);
      return false;
    case 'failed':
      return settleFailed(received, outcome, deps);
    default:
      return outcome satisfies never;
  }
}

async function settleFailed(
  received: Received,
  outcome: FailedOutcome,
  deps: DeliveryDeps,
): Promise<boolean> {
  const { now, random, policy, report } = deps;
  const ageSeconds = (now() - received.enteredAt) / 1000;
  const circumstances = { ageSeconds, attempts: received.attempts, random: random() };
  const verdict = judge(outcome.failure, circumstances, policy);
  if (verdict.kind === 'reject' || verdict.kind === 'expire') {
    const isWritten = await writeDeadLetter(received, outcome, verdict.reason, deps);
    if (isWritten) report.givenUp(received, outcome, verdict);
    else await hide(received, backoffSeconds(received.attempts, circumstances.random, policy.retry), deps);
    return isWritten;
  }
  report.postponed(received, outcome, verdict);
  await hide(received, verdict.delaySeconds, deps);
  return false;
}

async function writeDeadLetter(
  received: Received,
  { id, failure, attemptedAt, issues }: FailedOutcome,
  reason: Parameters<typeof deadLetter>[1]['reason'],
  { sqs, deadLetterQueueUrl, now, report }: DeliveryDeps,
): Promise<boolean> {
  const message = issues?.map(({ field, expected }) => `${field}: expected ${expected}`).join('; ');
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
async function hide(
  { receiptHandle, ...received }: Received,
  seconds: number,
  deps: DeliveryDeps,
): Promise<void> {
  const { sqs, queueUrl, report } = deps;
  const command = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
  try {
    await sqs.send(new ChangeMessageVisibilityCommand(command));
  } catch (error) {
    report.effectFailed('Visibility not changed', received, error);
  }
}
