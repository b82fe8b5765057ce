import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSRecord } from 'aws-lambda';
import type { EmailerSettings } from '../contract/environment.ts';
import { METRICS } from '../contract/metrics.ts';
import type { Reason } from '../contract/reasons.ts';
import { AlikeRefusals } from './alike-refusals.ts';
import { objectReader } from './attached-files.ts';
import {
  createDynamoDbClient,
  createS3Client,
  createSesClient,
  createSqsClient,
  SLOWEST_DELIVERY_MILLISECONDS,
} from './clients.ts';
import { type DeliveryDeps, deliver } from './deliver.ts';
import { History } from './history.ts';
import { HistoryTable } from './history-table.ts';
import { HoldCircuit } from './hold-circuit.ts';
import { ALWAYS, createOnce, type Once } from './once.ts';
import type { Origin } from './origin.ts';
import { Pace } from './pace.ts';
import { Report } from './report.ts';
import { SendQuota } from './send-quota.ts';
import { type AccountQuota, SharedAccount } from './shared-account.ts';
import { SharedSlots } from './shared-slots.ts';
import { Sockets } from './sockets.ts';
import { Turns } from './turns.ts';
import type { RetryPolicy } from './verdict.ts';

interface WorkerDeps {
  readonly functionName: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Makes metrics with the dimension of a reason. */
  readonly metricsOf: (reason: Reason) => Metrics;
}

/** One execution environment of the emailer: what it keeps from one invocation to the next. */
export class Worker {
  readonly #deps: DeliveryDeps;
  readonly #metrics: Metrics;
  readonly #report: Report;
  readonly #once: Once;
  readonly #pace: Pace;
  readonly #quota: SendQuota;
  readonly #circuit = new HoldCircuit();
  readonly #refusals = new AlikeRefusals();
  readonly #sockets = new Sockets(Date.now);
  readonly #account: SharedAccount | undefined;
  /** What the table says of refusals, as far as this worker knows. */
  #sharedRefusal: string | undefined;

  constructor(settings: EmailerSettings, { functionName, logger, metrics, metricsOf }: WorkerDeps) {
    const now = Date.now;
    const random = Math.random;
    const ses = createSesClient(this.#sockets, settings.MAILROOM_SES_REGION);
    const report = new Report({ logger, metrics, metricsOf, now });
    const { once, history, histories, sharedSlots, sharedAccount } = tableOf(settings, this.#sockets);
    this.#metrics = metrics;
    this.#report = report;
    this.#once = once;
    this.#account = sharedAccount;
    this.#quota = new SendQuota({
      ses,
      now,
      random,
      sleep,
      shared: sharedAccount && {
        readQuota: () => this.#readAccount(sharedAccount),
        writeQuota: (quota) => sharedAccount.writeQuota(quota),
      },
      plannedSendRate: settings.MAILROOM_SEND_RATE,
      maxSendRate: settings.MAILROOM_MAX_SEND_RATE,
      onDailyUse: (percent) => report.dailyQuotaUsed(percent),
      onUnknown: (error) => report.quotaUnknown(error),
    });
    this.#pace = new Pace({
      quota: this.#quota,
      sharedSlots,
      now,
      random,
      sleep,
      workers: settings.MAILROOM_WORKERS,
      unaskedPerSecond: settings.MAILROOM_UNASKED_HOLD_RATE,
    });
    this.#deps = {
      ses,
      sqs: createSqsClient(this.#sockets),
      queueUrl: settings.MAILROOM_QUEUE_URL,
      deadLetterQueueUrl: settings.MAILROOM_DEAD_LETTER_QUEUE_URL,
      origin: originOf(settings, functionName),
      guard: {
        deliverOnlyTo: settings.MAILROOM_DELIVER_ONLY_TO,
        redirectTo: settings.MAILROOM_REDIRECT_TO,
      },
      readObject: objectReader(() => createS3Client(this.#sockets)),
      turns: new Turns(),
      policy: policyOf(settings),
      once,
      history,
      histories,
      pace: this.#pace,
      circuit: this.#circuit,
      refusals: this.#refusals,
      quota: this.#quota,
      report,
      now,
      random,
    };
  }

  /**
   * Prepares for one invocation.
   *
   * @returns what delivers each of its records.
   */
  async begin(context: Context): Promise<(record: SQSRecord) => Promise<void>> {
    const latest = Date.now() + context.getRemainingTimeInMillis() - SLOWEST_DELIVERY_MILLISECONDS;
    this.#sockets.endIdle();
    this.#once.begin(context);
    this.#circuit.begin();
    await this.#quota.refresh();
    await this.#shareRefusal();
    this.#pace.followSendRate();
    this.#metrics.addMetric(METRICS.pace, MetricUnit.CountPerSecond, this.#pace.sendsPerSecond);
    this.#metrics.addMetric(METRICS.sendRate, MetricUnit.CountPerSecond, this.#quota.sendRate);
    return (record) => deliver(record, latest, this.#deps);
  }

  /** Ends one invocation. */
  end(): void {
    this.#report.end();
  }

  async #readAccount(account: SharedAccount): Promise<AccountQuota | undefined> {
    const { quota, refusal } = await account.read();
    this.#sharedRefusal = refusal;
    this.#refusals.learn(refusal);
    return quota;
  }

  /** Tells other workers what this one has found out since it last did. */
  async #shareRefusal(): Promise<void> {
    const { held } = this.#refusals;
    if (!this.#account || held === this.#sharedRefusal) return;
    // Where it cannot be told, others find out for themselves.
    await this.#account.writeRefusal(held).then(
      () => {
        this.#sharedRefusal = held;
      },
      () => {},
    );
  }
}

interface TableParts {
  readonly once: Once;
  readonly history: History | undefined;
  readonly histories: HistoryTable | undefined;
  readonly sharedSlots: SharedSlots | undefined;
  readonly sharedAccount: SharedAccount | undefined;
}

function tableOf(settings: EmailerSettings, sockets: Sockets): TableParts {
  const {
    MAILROOM_TABLE: tableName,
    MAILROOM_DEDUPLICATE_FOR_SECONDS: expiresAfterSeconds,
    MAILROOM_SETTLE_SECONDS: settleSeconds,
  } = settings;
  if (tableName === undefined || expiresAfterSeconds === undefined)
    return {
      once: ALWAYS,
      history: undefined,
      histories: undefined,
      sharedSlots: undefined,
      sharedAccount: undefined,
    };
  const client = createDynamoDbClient(sockets);
  return {
    once: createOnce({
      client,
      tableName,
      expiresAfterSeconds,
      remembersDoubts: settleSeconds !== undefined,
    }),
    histories: new HistoryTable({ client, tableName, expiresAfterSeconds }),
    history: settleSeconds === undefined ? undefined : new History({ client, tableName, settleSeconds }),
    sharedSlots: new SharedSlots({ client, tableName, now: Date.now }),
    sharedAccount: new SharedAccount({ client, tableName }),
  };
}

function originOf(
  { MAILROOM_SOURCE_ADDRESS: sender, MAILROOM_CONFIGURATION_SET: configurationSet }: EmailerSettings,
  emailer: string,
): Origin {
  return { sender, feedback: configurationSet === undefined ? undefined : { configurationSet, emailer } };
}

function policyOf(settings: EmailerSettings): RetryPolicy {
  const factor = settings.MAILROOM_BACKOFF_FACTOR;
  return {
    retryForSeconds: settings.MAILROOM_RETRY_FOR_SECONDS,
    retry: {
      baseSeconds: settings.MAILROOM_RETRY_BASE_SECONDS,
      capSeconds: settings.MAILROOM_RETRY_CAP_SECONDS,
      factor,
    },
    hold: {
      baseSeconds: settings.MAILROOM_HOLD_BASE_SECONDS,
      capSeconds: settings.MAILROOM_HOLD_CAP_SECONDS,
      factor,
    },
    unaskedHold: {
      baseSeconds: settings.MAILROOM_HOLD_BASE_SECONDS,
      capSeconds: settings.MAILROOM_UNASKED_HOLD_CAP_SECONDS,
      factor,
    },
  };
}
