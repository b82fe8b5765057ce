import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRICS, type MetricName, REASON_DIMENSION } from '../contract/metrics.ts';
import type { Reason } from '../contract/reasons.ts';
import type { OutcomeOf } from './outcome.ts';
import type { Received } from './received.ts';
import type { GivenUp, Verdict } from './verdict.ts';

/** What the report needs from outside. */
export interface ReportDeps {
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly metrics: Pick<Metrics, 'addMetric' | 'singleMetric'>;
  /** Makes metrics with the dimension of a reason, which are written at {@link Report.end}. */
  readonly metricsOf: (reason: Reason) => Pick<Metrics, 'addMetric' | 'publishStoredMetrics'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type Postponed = Exclude<Verdict, GivenUp>;

/** An error's name is somebody else's text. */
const MAX_NAME_LENGTH = 100;

/**
 * Tells what happened: one log line for each verdict, and metrics. Messages are constants and facts are fields; no
 * address, subject or body is among them, since SES and the JSON parser quote all of these in their messages.
 */
export class Report {
  readonly #deps: ReportDeps;
  /** What was postponed in this invocation, by reason. */
  readonly #postponed = new Map<Reason, ReturnType<ReportDeps['metricsOf']>>();

  constructor(deps: ReportDeps) {
    this.#deps = deps;
  }

  received({ enteredAt }: Received): void {
    const age = Math.max(0, this.#deps.now() - enteredAt) / 1000;
    this.#deps.metrics.addMetric(METRICS.ageAtReceive, MetricUnit.Seconds, age);
  }

  sent({
    received,
    id,
    sesMessageId,
    acceptedAt,
    withheld,
    isInDoubt,
    recordError,
  }: OutcomeOf<'sent'>): void {
    const from = received.provenance.published
      ? Date.parse(received.provenance.published)
      : received.enteredAt;
    const milliseconds = Math.max(0, acceptedAt - from);
    this.#count(METRICS.sent);
    this.#deps.metrics.addMetric(METRICS.deliveryTime, MetricUnit.Milliseconds, milliseconds);
    this.#deps.logger.info('Email sent', {
      ...this.#facts(received, id),
      sesMessageId,
      ...(isInDoubt && { perhapsAgain: true }),
      ...(withheld > 0 && { withheldRecipients: withheld }),
    });
    if (recordError !== undefined) this.effectFailed('Sent, but not recorded', received, recordError);
  }

  withheld({ received, id, withheld }: OutcomeOf<'withheld'>): void {
    this.#count(METRICS.withheld);
    this.#deps.logger.info('Email withheld', { ...this.#facts(received, id), withheldRecipients: withheld });
  }

  settled({ received, id, sesMessageId }: OutcomeOf<'settled'>): void {
    this.#count(METRICS.settled);
    this.#deps.logger.info('Email had been sent', { ...this.#facts(received, id), sesMessageId });
  }

  duplicate({ received, id, sesMessageId }: OutcomeOf<'duplicate'>): void {
    this.#count(METRICS.duplicatesSuppressed);
    this.#deps.logger.info('Duplicate not sent', { ...this.#facts(received, id), sesMessageId });
  }

  returned({ received, id }: OutcomeOf<'returned'>): void {
    this.#count(METRICS.returned);
    this.#deps.logger.info('Returned unsent, out of time', this.#facts(received, id));
  }

  postponed(outcome: OutcomeOf<'failed'>, { kind, delaySeconds, reason }: Postponed): void {
    const { logger } = this.#deps;
    this.#count(kind === 'hold' ? METRICS.held : METRICS.retried);
    this.#tellMoments(reason, outcome.received, delaySeconds);
    this.#countFailure(outcome);
    const facts = { ...this.#failureFacts(outcome), delaySeconds };
    if (reason === 'unknown') logger.error('Email not sent, unknown error', facts);
    else logger.warn(kind === 'hold' ? 'Email held' : 'Email not sent, tried again', facts);
  }

  /** Ends an invocation: writes what is told by reason, once for each reason. */
  end(): void {
    for (const metrics of this.#postponed.values()) metrics.publishStoredMetrics();
    this.#postponed.clear();
  }

  /** Its dead letter is written. */
  givenUp(outcome: OutcomeOf<'failed'>, { kind, reason }: GivenUp): void {
    this.#count(kind === 'expire' ? METRICS.expired : METRICS.rejected);
    this.#countDeadLetter(reason);
    this.#countFailure(outcome);
    const message = kind === 'expire' ? 'Notification expired' : 'Notification rejected';
    this.#deps.logger.error(message, this.#failureFacts(outcome));
  }

  /** Something beside the sending did not work. */
  effectFailed(message: string, { messageId, attempts }: Received, error: unknown): void {
    const cause = Object(error).cause ?? error;
    this.#deps.logger.error(message, {
      sqsMessageId: messageId,
      receiveCount: attempts,
      errorName: nameOf(cause),
    });
  }

  /** How much of the account's daily sending quota is used, in percent. */
  dailyQuotaUsed(percent: number): void {
    this.#deps.metrics.addMetric(METRICS.dailyQuotaUsed, MetricUnit.Percent, percent);
  }

  /** The account's send quota could not be read. */
  quotaUnknown(error: unknown): void {
    this.#deps.logger.warn('Send quota unknown', { errorName: nameOf(error) });
  }

  #countFailure({ failure }: OutcomeOf<'failed'>): void {
    if (failure.reason === 'throttled') this.#count(METRICS.sesThrottles);
    if (failure.lostReply) this.#count(METRICS.lostReplies);
  }

  /**
   * With a dimension of its own it takes a blob of its own, written at once: counted even where the invocation times out
   * before the others are written.
   */
  #countDeadLetter(reason: Reason): void {
    const metrics = this.#deps.metrics.singleMetric();
    metrics.addDimension(REASON_DIMENSION, reason);
    metrics.addMetric(METRICS.deadLetters, MetricUnit.Count, 1);
  }

  #tellMoments(reason: Reason, { enteredAt }: Received, delaySeconds: number): void {
    const metrics = this.#postponed.get(reason) ?? this.#deps.metricsOf(reason);
    this.#postponed.set(reason, metrics);
    metrics.addMetric(METRICS.postponedEntered, MetricUnit.Seconds, enteredAt / 1000);
    metrics.addMetric(METRICS.postponedUntil, MetricUnit.Seconds, this.#deps.now() / 1000 + delaySeconds);
  }

  #count(name: MetricName): void {
    this.#deps.metrics.addMetric(name, MetricUnit.Count, 1);
  }

  #facts({ messageId, attempts, enteredAt }: Received, notificationId: string) {
    const ageSeconds = Math.max(0, Math.round((this.#deps.now() - enteredAt) / 1000));
    return { notificationId, sqsMessageId: messageId, receiveCount: attempts, ageSeconds };
  }

  #failureFacts({ received, id, failure, issues }: OutcomeOf<'failed'>) {
    return {
      ...this.#facts(received, id),
      reason: failure.reason,
      errorName: failure.error.slice(0, MAX_NAME_LENGTH),
      ...(issues && { issues: issues.map(({ field, expected }) => ({ field, expected })) }),
    };
  }
}

function nameOf(error: unknown): string {
  const { name } = Object(error) as { name?: unknown };
  return typeof name === 'string' ? name.slice(0, MAX_NAME_LENGTH) : typeof error;
}
