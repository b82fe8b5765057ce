import type { Resource } from '../../template/resource.ts';
import { anyOf, Unknown } from '../../template/unknown.ts';
import { items, type Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';
import { notChecked, type Problem, type Rule } from './rule.ts';

/**
 * A queue has a dead-letter queue. Without one, what fails is received again and again, holds up nobody knows what, and
 * is deleted without a trace once it is as old as the queue's retention.
 */
export const deadLetterQueue: Rule<'dead-letter-queue'> = {
  id: 'dead-letter-queue',
  asks: 'the queue has a dead-letter queue, which takes what it is given',
  inFull:
    'the queue has a dead-letter queue, of its own kind (FIFO or standard), by its ARN, whose `RedriveAllowPolicy` takes from it',
  severity: 'error',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check({ queue }, { templates }) {
    if (!queue) return [];
    const target = queue.property('RedrivePolicy', 'deadLetterTargetArn');
    if (target instanceof Unknown) return [notChecked(queue, 'the dead-letter queue', target)];
    if (target !== undefined && target !== '') return checkTarget(queue, target, templates);
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

/** What SQS refuses as a dead-letter queue. */
function checkTarget(queue: Resource, arn: Value, templates: Templates): Problem[] {
  const error = (message: string, remedy: string): Problem[] => [
    { resource: queue, severity: 'error', message, remedy },
  ];
  const said = templates.said(arn)?.said;
  if (said !== undefined && said !== 'arn') {
    return error(
      `The queue names its dead-letter queue by ${said === 'url' ? 'its URL' : 'its name'}, and SQS asks for the ARN: it refuses the redrive policy.`,
      'Give the Arn of the dead-letter queue as deadLetterTargetArn.',
    );
  }
  const target = templates.resourceBehind(arn, queue);
  if (target?.type !== 'AWS::SQS::Queue') return [];
  if (target === queue) {
    return error('The queue is its own dead-letter queue, which SQS refuses.', 'Give it another one.');
  }
  const [isFifo, isTargetFifo] = [queue, target].map((each) => each.boolean(['FifoQueue'], false));
  if (typeof isFifo === 'boolean' && typeof isTargetFifo === 'boolean' && isFifo !== isTargetFifo) {
    return error(
      isFifo
        ? 'The dead-letter queue of a FIFO queue is a standard queue, which SQS refuses.'
        : 'The dead-letter queue of a standard queue is a FIFO queue, which SQS refuses.',
      'Make both of the same kind.',
    );
  }
  const takes = takesFrom(target, queue, templates);
  if (takes === true) return [];
  if (takes instanceof Unknown)
    return [notChecked(queue, 'whether its dead-letter queue takes from it', takes)];
  return error(
    `The dead-letter queue ${target.logicalId} takes nothing from the queue: its RedriveAllowPolicy lets ${target.property('RedriveAllowPolicy', 'redrivePermission') === 'denyAll' ? 'no queue' : 'others'} use it.`,
    "Set redrivePermission to byQueue, with the queue's ARN in sourceQueueArns.",
  );
}

function takesFrom(target: Resource, queue: Resource, templates: Templates): boolean | Unknown {
  const permission = target.property('RedriveAllowPolicy', 'redrivePermission');
  if (permission instanceof Unknown) return permission;
  if (permission === 'denyAll') return false;
  if (permission !== 'byQueue') return true;
  const sources = items(target.property('RedriveAllowPolicy', 'sourceQueueArns'));
  return anyOf(sources.map((source) => templates.isArnOf(source, queue, target)));
}
