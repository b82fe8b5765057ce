import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { notificationTagValue } from '../contract/message-tags.ts';
import type { Reason } from '../contract/reasons.ts';
import { withoutValue } from '../contract/schema-issue.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { backoffSeconds } from './backoff.ts';
import { deadLetter } from './dead-letter.ts';
import type { HistoryTable } from './history-table.ts';
import type { Outcome, OutcomeOf } from './outcome.ts';
import { type Received, readRecord } from './received.ts';
import type { Report } from './report.ts';
import { type GivenUp, judge } from './verdict.ts';

/** What delivering needs from outside. */
export interface DeliveryDeps extends AttemptDeps {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  /** Where it is told what became of notifications; `undefined` without a table. */
  readonly histories: Pick<HistoryTable, 'add'> | undefined;
  readonly report: Report;
  /** From 0 (included) to 1 (not included). */
  readonly random: () => number;
}

/** The notification stays in the queue, and was not sent as far as is known; its record must be reported as failed. */
export class NotDeliveredError extends Error {
  override readonly name = 'NotDeliveredError';
}

/** What is to be done with the message in the queue. */
type Settlement =
  /** Nothing more: Lambda deletes it. */
  | { readonly kind: 'done' }
  /** It stays, and comes again after a while. */
  | { readonly kind: 'hide'; readonly seconds: number };

/** Soon enough to lose no time, and late enough that a message does not spend its receives on workers without time. */
const RETURNED_SECONDS = 1;

/**
 * A slot that is further away is behind an email to many recipients, where few a second may be sent: what waits for it
 * comes back after a delay that grows, as the receives that are planned for do.
 */
const FAR_MILLISECONDS = 20_000;

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
  const settlement = await settle(outcome, latest, deps);
  if (settlement.kind === 'done') return;
  await hide(received, settlement.seconds, deps);
  throw new NotDeliveredError('Not delivered');
}

/** Carries an outcome out. */
async function settle(outcome: Outcome, latest: number, deps: DeliveryDeps): Promise<Settlement> {
  switch (outcome.kind) {
    case 'sent':
      deps.report.sent(outcome);
      return { kind: 'done' };
    case 'withheld':
      deps.report.withheld(outcome);
      await tellWithheld(outcome, deps);
      return { kind: 'done' };
    case 'settled':
      deps.report.settled(outcome);
      return { kind: 'done' };
    case 'duplicate':
      deps.report.duplicate(outcome);
      return { kind: 'done' };
    case 'returned':
      deps.report.returned(outcome);
      return { kind: 'hide', seconds: returnedSeconds(outcome, deps) };
    case 'failed':
      return settleFailed(outcome, latest, deps);
    default:
      return outcome satisfies never;
  }
}

/** In its history, which nothing depends on. */
async function tellWithheld(
  { received, id, withheld }: OutcomeOf<'withheld'>,
  { histories, now, report }: DeliveryDeps,
): Promise<void> {
  const event = { kind: 'withheld', at: new Date(now()).toISOString(), recipients: withheld } as const;
  try {
    await histories?.add(notificationTagValue(id), [{ event, mark: '' }]);
  } catch (error) {
    report.effectFailed('Withheld, but not in its history', received, error);
  }
}

function returnedSeconds(
  { received, slotInMilliseconds }: OutcomeOf<'returned'>,
  { random, policy }: DeliveryDeps,
): number {
  if (slotInMilliseconds <= FAR_MILLISECONDS) return RETURNED_SECONDS;
  const growing = backoffSeconds(received.attempts, random(), policy.retry);
  return Math.max(Math.ceil(slotInMilliseconds / 1000), growing);
}

async function settleFailed(
  outcome: OutcomeOf<'failed'>,
  latest: number,
  deps: DeliveryDeps,
): Promise<Settlement> {
  const { now, policy, report } = deps;
  const { attempts, enteredAt } = outcome.received;
  const random = deps.random();
  const ageSeconds = (now() - enteredAt) / 1000;
  const verdict = judge(outcome.failure, { ageSeconds, attempts, random }, policy);
  switch (verdict.kind) {
    case 'retry':
    case 'hold':
      report.postponed(outcome, verdict);
      return { kind: 'hide', seconds: verdict.delaySeconds };
    case 'reject':
    case 'expire':
      if (await giveUp(outcome, verdict, deps)) return { kind: 'done' };
      // It had no slot; without one a worker would churn through the whole queue.
      await deps.pace.pass(latest);
      return { kind: 'hide', seconds: backoffSeconds(attempts, random, policy.retry) };
    default:
      return verdict satisfies never;
  }
}

/**
 * Writes the dead letter. What is given up for its age may have been sent all the same: since its reply was lost it may
 * have been held, without a look at its record. So SES's word is asked for before.
 *
 * @returns whether nothing more is to be done.
 */
async function giveUp(outcome: OutcomeOf<'failed'>, verdict: GivenUp, deps: DeliveryDeps): Promise<boolean> {
  const { report, history } = deps;
  const { received, id } = outcome;
  if (verdict.kind === 'expire' && received.attempts > 1 && history !== undefined) {
    try {
      const sesMessageId = await history.acceptedAs(id);
      if (sesMessageId !== undefined) {
        report.settled({ received, id, kind: 'settled', sesMessageId });
        return true;
      }
    } catch (error) {
      report.effectFailed('History not read', received, error);
      return false;
    }
  }
  const isWritten = await writeDeadLetter(outcome, verdict.reason, deps);
  if (isWritten) report.givenUp(outcome, verdict);
  return isWritten;
}

async function writeDeadLetter(
  { received, id, failure, attemptedAt, issues }: OutcomeOf<'failed'>,
  reason: Reason,
  { sqs, deadLetterQueueUrl, now, report }: DeliveryDeps,
): Promise<boolean> {
  const message = issues?.map(withoutValue).join('; ');
  const givenUp = { reason, error: failure.error, said: failure.said, message, id, attemptedAt, at: now() };
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
