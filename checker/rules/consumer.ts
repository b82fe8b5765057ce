import { Unknown } from '../../template/unknown.ts';
import { notChecked, type Rule } from './rule.ts';

/** Something reads the queue behind a topic. Else what is published is as good as lost once it expires. */
export const consumer: Rule<'consumer'> = {
  id: 'consumer',
  asks: 'an enabled mapping feeds a function from the queue',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html',
  check({ queue, mapping, function: fn }) {
    if (!mapping) {
      if (!queue) return [];
      const message =
        'No event source mapping in the template reads this queue: what is published waits in it until it expires.';
      const remedy =
        'Add the mapping, give the checker the template that has it, or except this rule with what reads the queue as the reason.';
      return [{ resource: queue, severity: 'warning', message, remedy }];
    }
    const isEnabled = mapping.boolean(['Enabled'], true);
    const reserved = fn?.property('ReservedConcurrentExecutions');
    if (isEnabled instanceof Unknown)
      return [notChecked(mapping, 'whether the mapping is enabled', isEnabled)];
    if (!isEnabled) {
      const message = 'The mapping is disabled: what is published waits in the queue until it expires.';
      return [{ resource: mapping, severity: 'warning', message, remedy: 'Set Enabled to true.' }];
    }
    if (fn && Number(reserved) === 0 && reserved !== null && reserved !== '') {
      const message = 'The function has a reserved concurrency of 0, so it never runs.';
      const remedy = 'Take ReservedConcurrentExecutions away, or set it to as many as may run at once.';
      return [{ resource: fn, severity: 'warning', message, remedy }];
    }
    return [];
  },
};
