import type { SQSRecord } from 'aws-lambda';
import { readFeedback } from './feedback-event.ts';
import type { FeedbackReport } from './feedback-report.ts';
import type { HistoryTable } from './history-table.ts';

/** What keeping feedback needs from outside. */
export interface KeepingDeps {
  /** The name of the emailer whose events are kept. */
  readonly emailer: string;
  /** `undefined` for a pipeline without a table: then events are counted, and count again where they come again. */
  readonly history: Pick<HistoryTable, 'add'> | undefined;
  readonly report: Pick<FeedbackReport, 'told' | 'ignored' | 'failed'>;
}

/**
 * Keeps what one message of the feedback queue tells.
 *
 * @throws Error where it stays in the queue: it cannot be read, or the table not be written.
 */
export async function keepFeedback(
  record: SQSRecord,
  { emailer, history, report }: KeepingDeps,
): Promise<void> {
  const { messageId, body, attributes } = record;
  try {
    const feedback = readFeedback(body, emailer);
    if (feedback.kind === 'ignored') {
      report.ignored(messageId, feedback.why);
      return;
    }
    const { notificationTag, events } = feedback;
    const added = history ? await history.add(notificationTag, events) : events;
    for (const { event } of added) report.told(notificationTag, event);
  } catch (error) {
    report.failed(messageId, Number(attributes.ApproximateReceiveCount), error as Error);
    throw error;
  }
}
