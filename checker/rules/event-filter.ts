import { Unknown } from '../../template/unknown.ts';
import { items } from '../../template/value.ts';
import { notChecked, type Rule } from './rule.ts';

/**
 * A mapping filters nothing out. What does not match a filter on a queue is not left there for others: Lambda deletes it,
 * and a filter on JSON deletes every message that is none.
 */
export const eventFilter: Rule<'event-filter'> = {
  id: 'event-filter',
  asks: 'no filter of the mapping deletes messages',
  inFull: 'the mapping has no filter, which would delete what does not match',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html',
  check({ mapping }) {
    if (!mapping) return [];
    const filters = mapping.property('FilterCriteria', 'Filters');
    if (filters instanceof Unknown) return [notChecked(mapping, 'whether it has filters', filters)];
    if (items(filters).length === 0) return [];
    return [
      {
        resource: mapping,
        severity: 'warning',
        message:
          'The mapping has a filter: what does not match is deleted from the queue for good, without a dead letter.',
        remedy: "Filter by the subscription's FilterPolicy, before the queue, or decide in the handler.",
      },
    ];
  },
};
