import { Unknown } from '../../template/unknown.ts';
import { items } from '../../template/value.ts';
import { notChecked, type Rule } from './rule.ts';

const DEFAULT_BATCH_SIZE = 10;

/** What a handler returns that reports failed items one by one; Powertools and middy do so in their code. */
const REPORTS_ITEMS = /\bbatchItemFailures\b/;

/**
 * A mapping has `ReportBatchItemFailures`. Without it Lambda ignores what a handler says of single messages: those that
 * failed are deleted as if they were sent. A handler that throws instead has the whole batch again, sent ones included.
 * Of a batch of one, and a handler that is known to throw, nothing is to be told apart.
 */
export const partialBatch: Rule<'partial-batch'> = {
  id: 'partial-batch',
  asks: 'the mapping takes reports of single failed messages',
  inFull: 'the mapping has `ReportBatchItemFailures`. Not for batches of one whose handler is known to throw',
  severity: 'error where the code returns `batchItemFailures`, else warning',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
  check({ mapping, function: fn }, { code }) {
    if (!mapping) return [];
    const types = mapping.property('FunctionResponseTypes');
    if (items(types).includes('ReportBatchItemFailures')) return [];
    const unknown = items(types).find((type) => type instanceof Unknown);
    if (unknown instanceof Unknown)
      return [notChecked(mapping, 'whether it takes reports of failed messages', unknown)];
    const batchSize = mapping.number(['BatchSize'], DEFAULT_BATCH_SIZE);
    const reports = fn
      ? code.contains(fn, REPORTS_ITEMS)
      : new Unknown('the function is not in the template');
    const remedy = 'Set FunctionResponseTypes to ["ReportBatchItemFailures"] on the event source mapping.';
    if (reports === true) {
      const message =
        'The handler returns batchItemFailures, but the mapping ignores them: messages that failed are deleted as if they were handled.';
      return [{ resource: mapping, severity: 'error', message, remedy }];
    }
    if (batchSize !== 1) {
      const message =
        'The mapping does not take reports of single failed messages: one failure makes the whole batch come again, and what such a report names is deleted.';
      return [{ resource: mapping, severity: 'warning', message, remedy }];
    }
    return reports instanceof Unknown
      ? [notChecked(mapping, 'whether the handler reports failed messages', reports)]
      : [];
  },
};
