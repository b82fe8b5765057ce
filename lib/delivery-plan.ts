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

/** How long a call of SES may take before the workers, all their batches in flight, fall short of the send rate. */
const SLOWEST_SEND_SECONDS = 2;

/** How long the last email of a batch waits for those before it, give or take the one that is under way. */
const BATCH_SECONDS = 10;

/** A stuck connection has to fail, and its failure be handled, before the worker's time is up. */
const MIN_TIMEOUT_SECONDS = 30;

/** Lambda advises a visibility timeout of this many function timeouts, plus the batch window. */
const TIMEOUTS_PER_VISIBILITY = 6;

/** Receives beyond those that fill the horizon, for first retries sooner than the visibility timeout and dead workers. */
const SPARE_RECEIVES = 20;

const MEMORY_MEGABYTES = 256;

/** What a delivery plan follows from. */
export interface DeliveryTarget {
  /** Emails a second, within {@link SEND_RATE}. */
  readonly sendRate: number;
  /** How long a notification is retried, whole seconds within {@link RETRY_FOR_SECONDS}. */
  readonly retryForSeconds: number;
}

/** The numbers by which a queue and its emailer are configured. */
export interface DeliveryPlan {
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
  /** Receives after which the queue itself moves a message to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** The emailer's memory. */
  readonly memoryMegabytes: number;
  /** How long the queue keeps a message. */
  readonly retentionSeconds: number;
}

/**
 * Plans a pipeline. For every target within the ranges:
 * - a full batch, sent at a worker's share of the rate, takes at most half the timeout;
 * - the batches in flight reach the send rate although each send takes two seconds;
 * - the visibility timeout is six function timeouts plus the batch window;
 * - `maxReceiveCount` × the visibility timeout covers the horizon, with receives to spare;
 * - a higher send rate never allows fewer sends at once.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function planDelivery({ sendRate, retryForSeconds }: DeliveryTarget): DeliveryPlan {
  const workers = planWorkers(sendRate);
  const batchSize = planBatchSize(sendRate / workers);
  const timeoutSeconds = planTimeoutSeconds(batchSize / (sendRate / workers), retryForSeconds);
  const visibilityTimeoutSeconds = TIMEOUTS_PER_VISIBILITY * timeoutSeconds + BATCH_WINDOW_SECONDS;
  return {
    workers,
    batchSize,
    batchWindowSeconds: BATCH_WINDOW_SECONDS,
    timeoutSeconds,
    visibilityTimeoutSeconds,
    maxReceiveCount: Math.ceil(retryForSeconds / visibilityTimeoutSeconds) + SPARE_RECEIVES,
    memoryMegabytes: MEMORY_MEGABYTES,
    retentionSeconds: retryForSeconds + DAY,
  };
}

// Little's law: sends in flight = rate × seconds a send takes. In flight are at most workers × batch size, so
//   workers × MAX_BATCH_SIZE ≥ sendRate × SLOWEST_SEND_SECONDS
//   workers ≥ sendRate × SLOWEST_SEND_SECONDS / MAX_BATCH_SIZE
function planWorkers(sendRate: number): number {
  return Math.max(MIN_WORKERS, Math.ceil((sendRate * SLOWEST_SEND_SECONDS) / MAX_BATCH_SIZE));
}

// At its pace a worker sends `pace × BATCH_SECONDS` emails in that time. Rounded up, since a batch holds one at least;
// below MAX_BATCH_SIZE only where there are MIN_WORKERS, so that the sends in flight grow with the rate.
function planBatchSize(pace: number): number {
  return Math.min(MAX_BATCH_SIZE, Math.ceil(pace * BATCH_SECONDS));
}

// Half the timeout has to hold a batch at its pace:
//   timeout ≥ 2 × batchSeconds
// SQS caps the receives, and those not spare have to fill the horizon, each of them one visibility timeout long:
//   (MAX_RECEIVE_COUNT − SPARE_RECEIVES) × (TIMEOUTS_PER_VISIBILITY × timeout + window) ≥ horizon
//   timeout ≥ (horizon / (MAX_RECEIVE_COUNT − SPARE_RECEIVES) − window) / TIMEOUTS_PER_VISIBILITY
function planTimeoutSeconds(batchSeconds: number, retryForSeconds: number): number {
  const visibilitySeconds = retryForSeconds / (MAX_RECEIVE_COUNT - SPARE_RECEIVES);
  return Math.max(
    MIN_TIMEOUT_SECONDS,
    Math.ceil(2 * batchSeconds),
    Math.ceil((visibilitySeconds - BATCH_WINDOW_SECONDS) / TIMEOUTS_PER_VISIBILITY),
  );
}
