import type { Trial } from '../trial/trial.ts';
import type { Row } from './scenario.ts';

/** How long SES takes to answer, in every scenario. */
export const SES_LATENCY_MILLISECONDS = 50;

/** A recipient that SES takes. */
export const RECIPIENT = 'ada@example.com';

/** Lambda's own waits before the retries of an asynchronous invocation, in seconds. */
const RETRY_SECONDS = [60, 120];

/** The waits of a function behind a topic, shorter by `factor`. */
export function retrySeconds(factor: number): number[] {
  return RETRY_SECONDS.map((seconds) => Math.ceil(seconds / factor));
}

/** A trial that publishes everything at once to a SES of that rate, and waits until all is settled. */
export function burst(
  count: number,
  publisher: Trial['load']['publisher'],
  { sendRate, scale = 1, deadlineSeconds }: { sendRate?: number; scale?: number; deadlineSeconds: number },
): Omit<Trial, 'assembly'> {
  return {
    ses: { latencyMilliseconds: SES_LATENCY_MILLISECONDS, ...(sendRate === undefined ? {} : { sendRate }) },
    asynchronousRetrySeconds: retrySeconds(scale),
    load: { count, publisher, recipient: RECIPIENT },
    until: 'settled',
    deadlineSeconds,
  };
}

/** What must be zero of Mailroom whatever happens. */
export const NOTHING_LOST: readonly Row[] = [
  none('lost', 'lost'),
  none('dead-lettered though deliverable', 'deadDeliverable'),
];

/** One notification is one email, and no dead letter beside it. */
export const ONE_EMAIL_EACH: readonly Row[] = [
  none('duplicates', 'duplicates'),
  none('dead-lettered though sent', 'deadSent'),
];

/** Not delivered yet when the time was up: a trial that did not end has no other honest figure. */
export const ALL_SETTLED: Row = none('still waiting at the end', 'waiting');

/** A count of which Mailroom must have none. */
export function none(label: string, figure: Row['figure']): Row {
  return { label, figure, digits: 0, target: { kind: 'at most', value: 0 } };
}
