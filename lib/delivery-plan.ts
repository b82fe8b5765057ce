import { type BackoffPlan, planBackoff, receivesWithin, secondsOfReceives } from './backoff-plan.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** The send rates that a pipeline may be planned for, in emails a second. */
export const SEND_RATE = { min: 0.5, max: 500, default: 14 };

/**
 * The retry horizons that a pipeline may be planned for, in seconds. A message that the queue itself moves to the
 * dead-letter queue keeps its first enqueue time, so its 14 days there are running already: after seven days of
 * retries, and the day more that the queue keeps it, six are left.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const RETRY_FOR_SECONDS = { min: 5 * MINUTE, max: 7 * DAY, default: DAY };

/** SQS receives a message at most this often before it moves it to the dead-letter queue. */
export const MAX_RECEIVE_COUNT = 1000;

/** Event source mappings take no lower `MaximumConcurrency`. */
const MIN_WORKERS = 2;

/** SQS hands Lambda at most this many messages without a batch window; a window would delay every lone email. */
const MAX_BATCH_SIZE = 10;
const BATCH_WINDOW_SECONDS = 0;

/**
 * How long a worker takes for a full batch when it need not pace: SES's answer, up to 250 ms, the two writes around
 * it, and the way from one batch to the next.
 */
const BATCH_CYCLE_SECONDS = 0.5;

/** How long the last email of a batch waits for those before it, give or take the one that is under way. */
const BATCH_SECONDS = 10;

/**
 * A full batch at its pace takes at most half of it, whatever the rate: two workers at 0.5 emails a second have three
 * in a batch, each 4 seconds. Behind what waits for its slot the slowest delivery has to fit, of 36 seconds.
 */
const TIMEOUT_SECONDS = 60;

/** Lambda advises six function timeouts plus the batch window. */
const VISIBILITY_TIMEOUT_SECONDS = 6 * TIMEOUT_SECONDS + BATCH_WINDOW_SECONDS;

/** Receives beyond those that fill the horizon: for workers that die, or run out of time. */
const SPARE_RECEIVES = 50;

/** The longest that SQS keeps a message, after which it is gone without a trace. Dead letters have all of it. */
export const LONGEST_RETENTION_SECONDS = 14 * DAY;

/**
 * The queue uses nearly all of it, so that what nobody consumes for days, with the mapping disabled, is still there to
 * expire with its evidence. Not all: what the queue itself moves to the dead-letter queue keeps its age, and is to be
 * there for a day at least.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
const RETENTION_SECONDS = LONGEST_RETENTION_SECONDS - DAY;

/**
 * SES publishes an event once it has accepted an email, SNS delivers it at once, and the feedback function takes seconds
 * where it is new. AWS names no bound; what comes later than this may have been sent again.
 * @see https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html
 */
const SETTLE_SECONDS = 2 * MINUTE;

const MEMORY_MEGABYTES = 256;

/** What a delivery plan follows from. */
export interface DeliveryTarget {
  /** Emails a second, within {@link SEND_RATE}; `undefined` to follow the account's rate. */
  readonly sendRate: number | undefined;
  /** How long a notification is retried, whole seconds within {@link RETRY_FOR_SECONDS}. */
  readonly retryForSeconds: number;
}

/** The numbers by which a queue and its emailer are configured. */
export interface DeliveryPlan {
  /** Emails a second that are planned for. */
  readonly sendRate: number;
  /** Emails a second that the workers can reach, where they may follow the account's rate. */
  readonly maxSendRate: number;
  /** Lambda execution environments that may run at once: the mapping's `MaximumConcurrency`. */
  readonly workers: number;
  /** Notifications that one worker takes at a time. */
  readonly batchSize: number;
  /** How long a batch waits to fill. */
  readonly batchWindowSeconds: number;
  /** The emailer's timeout. */
  readonly timeoutSeconds: number;
  /** How long a received message stays hidden unless the emailer says otherwise. */
  readonly visibilityTimeoutSeconds: number;
  /** The retry horizon. */
  readonly retryForSeconds: number;
  /** The delays after failures. */
  readonly backoff: BackoffPlan;
  /** Receives after which the queue itself moves a message to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** The emailer's memory. */
  readonly memoryMegabytes: number;
  /** How long the queue keeps a message. */
  readonly retentionSeconds: number;
  /** How long the table keeps what has been sent, unless told otherwise. */
  readonly deduplicateForSeconds: number;
  /** How long SES may take to tell in the table that it accepted an email. */
  readonly settleSeconds: number;
}

/**
 * Plans a pipeline. For every target within the ranges, and a horizon of at most {@link longestHorizonSeconds}:
 * - a full batch, sent at a worker's share of the rate, takes at most half the timeout;
 * - the workers reach the send rate although SES takes up to 250 ms to answer;
 * - the visibility timeout is six function timeouts plus the batch window;
 * - the receives within the horizon, even at the shortest delays, stay below `maxReceiveCount`;
 * - send rate × the longest delay is at most the 100,000 messages that may be in flight;
 * - a higher send rate never allows fewer sends at once.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function planDelivery({ sendRate, retryForSeconds }: DeliveryTarget): DeliveryPlan {
  const rates = planRates(sendRate);
  const backoff = planBackoff(rates.maxSendRate);
  return {
    ...rates,
    backoff,
    retryForSeconds,
    timeoutSeconds: TIMEOUT_SECONDS,
    batchWindowSeconds: BATCH_WINDOW_SECONDS,
    visibilityTimeoutSeconds: VISIBILITY_TIMEOUT_SECONDS,
    maxReceiveCount: planReceives(retryForSeconds, backoff),
    memoryMegabytes: MEMORY_MEGABYTES,
    retentionSeconds: RETENTION_SECONDS,
    deduplicateForSeconds: retryForSeconds + LONGEST_RETENTION_SECONDS + DAY,
    settleSeconds: SETTLE_SECONDS,
  };
}

/**
 * The longest horizon that a send rate allows, in seconds. Above 124 emails a second an outage must not put more
 * messages in flight than SQS keeps, so delays are shorter, and the receives that SQS counts are used up sooner.
 */
export function longestHorizonSeconds(sendRate: number | undefined): number {
  const backoff = planBackoff(planRates(sendRate).maxSendRate);
  const seconds = secondsOfReceives(MAX_RECEIVE_COUNT - SPARE_RECEIVES, backoff);
  return Math.min(RETRY_FOR_SECONDS.max, seconds);
}

function planRates(given: number | undefined) {
  const sendRate = given ?? SEND_RATE.default;
  const workers = planWorkers(sendRate);
  const batchSize = planBatchSize(sendRate / workers);
  return { sendRate, workers, batchSize, maxSendRate: given ?? (workers * batchSize) / BATCH_CYCLE_SECONDS };
}

// Little's law: sends in flight = rate × seconds a send takes. In flight are at most workers × batch size, so
//   workers × MAX_BATCH_SIZE ≥ sendRate × BATCH_CYCLE_SECONDS
//   workers ≥ sendRate × BATCH_CYCLE_SECONDS / MAX_BATCH_SIZE
function planWorkers(sendRate: number): number {
  return Math.max(MIN_WORKERS, Math.ceil((sendRate * BATCH_CYCLE_SECONDS) / MAX_BATCH_SIZE));
}

// At its pace a worker sends `pace × BATCH_SECONDS` emails in that time. Rounded up, since a batch holds one at least;
// below MAX_BATCH_SIZE only where there are MIN_WORKERS, so that the sends in flight grow with the rate.
function planBatchSize(pace: number): number {
  return Math.min(MAX_BATCH_SIZE, Math.ceil(pace * BATCH_SECONDS));
}

// The emailer's delays decide how often a message is received, unless the function cannot run at all: then it comes back
// after each visibility timeout, and is to be there still when the horizon ends.
function planReceives(retryForSeconds: number, backoff: BackoffPlan): number {
  const unattended = Math.ceil(retryForSeconds / VISIBILITY_TIMEOUT_SECONDS);
  return Math.max(
    receivesWithin(retryForSeconds, backoff) + SPARE_RECEIVES,
    Math.min(unattended + SPARE_RECEIVES, MAX_RECEIVE_COUNT),
  );
}
