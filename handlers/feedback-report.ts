import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { HistoryEvent, HistoryKind } from '../contract/history.ts';
import { FEEDBACK_METRICS, type FeedbackMetricName } from '../contract/metrics.ts';
import { MalformedSesEventError } from '../contract/ses-event.ts';
import type { Ignored } from './feedback-event.ts';

/** What the report needs from outside. */
export interface FeedbackReportDeps {
  readonly logger: Pick<Logger, 'debug' | 'warn' | 'error'>;
  readonly metrics: Pick<Metrics, 'addMetric'>;
}

/** What is counted of each kind of event; what the emailer counts itself is not. */
const METRIC_OF: Readonly<Record<HistoryKind, FeedbackMetricName | undefined>> = {
  accepted: undefined,
  withheld: undefined,
  delayed: FEEDBACK_METRICS.deliveryDelayed,
  delivered: FEEDBACK_METRICS.delivered,
  bounced: FEEDBACK_METRICS.bounced,
  complained: FEEDBACK_METRICS.complained,
  suppressed: FEEDBACK_METRICS.suppressed,
  rejected: FEEDBACK_METRICS.rejectedBySes,
};

/** What goes as it should, which a history tells and a log need not. */
const EXPECTED: ReadonlySet<HistoryKind> = new Set<HistoryKind>(['accepted', 'delayed', 'delivered']);

/** Tells what SES has told. Messages are constants and facts are fields, none of which is an address or content. */
export class FeedbackReport {
  readonly #deps: FeedbackReportDeps;

  constructor(deps: FeedbackReportDeps) {
    this.#deps = deps;
  }

  /** An event that had not been told before. */
  told(notificationTag: string, { kind, recipients = 1, ...facts }: HistoryEvent): void {
    const { logger, metrics } = this.#deps;
    const metric = METRIC_OF[kind];
    if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, recipients);
    const line = { notificationTag, kind, recipients, ...facts };
    if (EXPECTED.has(kind)) logger.debug('Told by SES', line);
    else logger.warn('Not delivered, or not wanted', line);
  }

  ignored(messageId: string, why: Ignored): void {
    this.#deps.logger.debug('Ignored', { sqsMessageId: messageId, why });
  }

  /** It stays in the queue. */
  failed(messageId: string, receiveCount: number, error: Error): void {
    const facts = { sqsMessageId: messageId, receiveCount, errorName: error.name };
    const faults = error instanceof MalformedSesEventError && { faults: error.message };
    this.#deps.logger.error('Feedback not kept', { ...facts, ...faults });
  }
}
