import { Unknown } from '../../template/unknown.ts';
import { notChecked, type Rule } from './rule.ts';

/**
 * A queue has a dead-letter queue. Without one, what fails is received again and again, holds up nobody knows what, and
 * is deleted without a trace once it is as old as the queue's retention.
 */
export const deadLetterQueue: Rule<'dead-letter-queue'> = {
  id: 'dead-letter-queue',
  asks: 'the queue has a dead-letter queue',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check({ queue }) {
    if (!queue) return [];
    const target = queue.property('RedrivePolicy', 'deadLetterTargetArn');
    if (target instanceof Unknown) return [notChecked(queue, 'the dead-letter queue', target)];
    if (target !== undefined && target !== '') return [];
    return [
      {
        resource: queue,
        severity: 'error',
        message:
          'The queue has no dead-letter queue: what cannot be sent comes again until it expires, and is then gone without a trace.',
        remedy: 'Give the queue a RedrivePolicy with a dead-letter queue.',
      },
    ];
  },
};
