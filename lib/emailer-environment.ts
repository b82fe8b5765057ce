import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { EmailerEnvironment } from '../contract/environment.ts';
import type { Deduplication } from './deduplication-table.ts';
import type { DeliveryPlan } from './delivery-plan.ts';
import type { GuardSettings } from './guard.ts';

/** Where an emailer works. */
interface EmailerPlace {
  readonly sourceAddress: string;
  readonly guard: GuardSettings;
  /** The region of SES; `undefined` for its own. */
  readonly sesRegion: string | undefined;
  /** The name of the configuration set to send with; `undefined` for whichever the identity has. */
  readonly configurationSet: string | undefined;
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  /** `undefined` where nothing is deduplicated. */
  readonly deduplication: Deduplication | undefined;
}

/** What the emailer finds in its environment: where it works, and what the plan has decided. */
export function emailerEnvironment(place: EmailerPlace, plan: DeliveryPlan): EmailerEnvironment {
  const { sourceAddress, guard, sesRegion, configurationSet, queue, deadLetterQueue, deduplication } = place;
  const { backoff } = plan;
  return {
    MAILROOM_SOURCE_ADDRESS: sourceAddress,
    ...(sesRegion !== undefined && { MAILROOM_SES_REGION: sesRegion }),
    ...(configurationSet !== undefined && { MAILROOM_CONFIGURATION_SET: configurationSet }),
    ...(guard.deliverOnlyTo !== undefined && { MAILROOM_DELIVER_ONLY_TO: guard.deliverOnlyTo }),
    ...(guard.redirectTo !== undefined && { MAILROOM_REDIRECT_TO: guard.redirectTo }),
    MAILROOM_QUEUE_URL: queue.queueUrl,
    MAILROOM_DEAD_LETTER_QUEUE_URL: deadLetterQueue.queueUrl,
    ...(deduplication && {
      MAILROOM_TABLE: deduplication.table.tableName,
      MAILROOM_DEDUPLICATE_FOR_SECONDS: String(deduplication.forSeconds),
    }),
    ...(configurationSet !== undefined &&
      deduplication && { MAILROOM_SETTLE_SECONDS: String(plan.settleSeconds) }),
    MAILROOM_SEND_RATE: String(plan.sendRate),
    MAILROOM_MAX_SEND_RATE: String(plan.maxSendRate),
    MAILROOM_WORKERS: String(plan.workers),
    MAILROOM_RETRY_FOR_SECONDS: String(plan.retryForSeconds),
    MAILROOM_BACKOFF_FACTOR: String(backoff.factor),
    MAILROOM_RETRY_BASE_SECONDS: String(backoff.retryBaseSeconds),
    MAILROOM_RETRY_CAP_SECONDS: String(backoff.retryCapSeconds),
    MAILROOM_HOLD_BASE_SECONDS: String(backoff.holdBaseSeconds),
    MAILROOM_HOLD_CAP_SECONDS: String(backoff.holdCapSeconds),
    MAILROOM_UNASKED_HOLD_CAP_SECONDS: String(backoff.unaskedHoldCapSeconds),
    MAILROOM_UNASKED_HOLD_RATE: String(backoff.unaskedHoldsPerSecond),
  };
}
