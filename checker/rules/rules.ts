import { asynchronousFailures } from './asynchronous-failures.ts';
import { batchWindow } from './batch-window.ts';
import { circularDependency } from './circular-dependency.ts';
import { concurrency } from './concurrency.ts';
import { consumer } from './consumer.ts';
import { deadLetterAlarm } from './dead-letter-alarm.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { deadLetterRetention } from './dead-letter-retention.ts';
import { encryption } from './encryption.ts';
import { eventFilter } from './event-filter.ts';
import { invokePermission } from './invoke-permission.ts';
import { keyPolicy } from './key-policy.ts';
import { mailPermission } from './mail-permission.ts';
import { mailPermissionScope } from './mail-permission-scope.ts';
import { openToEveryone } from './open-to-everyone.ts';
import { outsideTemplate } from './outside-template.ts';
import { partialBatch } from './partial-batch.ts';
import { queuePermission } from './queue-permission.ts';
import { queuePolicy } from './queue-policy.ts';
import { receiveCount } from './receive-count.ts';
import { runtime } from './runtime.ts';
import { subscriptionDeadLetter } from './subscription-dead-letter.ts';
import { tls } from './tls.ts';
import { visibilityTimeout } from './visibility-timeout.ts';

/** Everything that is asked of a pipeline: what loses mail first, then what lets strangers in. */
export const RULES = [
  deadLetterQueue,
  deadLetterRetention,
  receiveCount,
  asynchronousFailures,
  subscriptionDeadLetter,
  deadLetterAlarm,
  consumer,
  visibilityTimeout,
  partialBatch,
  batchWindow,
  eventFilter,
  concurrency,
  mailPermission,
  mailPermissionScope,
  queuePermission,
  invokePermission,
  queuePolicy,
  openToEveryone,
  tls,
  encryption,
  keyPolicy,
  runtime,
  circularDependency,
  outsideTemplate,
] as const;

/** What a rule is called, in `only`, `except` and findings. */
export type RuleId = (typeof RULES)[number]['id'];
