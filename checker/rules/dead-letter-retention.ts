import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { deadLetterTargets } from '../pipeline/dead-letters.ts';
import { notChecked, type Problem, type Rule } from './rule.ts';

/** What SQS does where a queue says nothing. */
const DEFAULT_RETENTION_SECONDS = 345_600;
const DEFAULT_VISIBILITY_SECONDS = 30;
const DEFAULT_RECEIVES = 10;
const DAY_SECONDS = 86_400;

/**
 * A dead-letter queue keeps messages longer than its queue. A message that the queue moves keeps its first enqueue time,
 * so in a dead-letter queue of the same retention it may have minutes left. In FIFO queues the time starts anew.
 */
export const deadLetterRetention: Rule<'dead-letter-retention'> = {
  id: 'dead-letter-retention',
  asks: 'the queue keeps a message until its last receive, and the dead-letter queue longer',
  inFull:
    'the queue keeps a message until its last receive, and the dead-letter queue longer than the queue: what the queue moves there keeps its age, but for FIFO queues',
  severity: 'error; warning where both are equal',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(pipeline, { templates }) {
    const target = deadLetterTargets(pipeline, templates).find(({ of }) => of === 'queue');
    if (!target) return [];
    const gone = goneBefore(target.owner);
    if (gone) return [gone];
    if (target.owner.boolean(['FifoQueue'], false) === true) return [];
    if (!target.queue) {
      const unknown =
        target.arn instanceof Unknown
          ? target.arn
          : new Unknown('the dead-letter queue is not in the template');
      return [notChecked(target.owner, 'how long the dead-letter queue keeps messages', unknown)];
    }
    const kept = retention(target.owner);
    const keptDead = retention(target.queue);
    if (kept instanceof Unknown) return [notChecked(target.owner, 'how long the queue keeps messages', kept)];
    if (keptDead instanceof Unknown) {
      return [notChecked(target.queue, 'how long the dead-letter queue keeps messages', keptDead)];
    }
    if (keptDead > kept) return [];
    return [
      {
        resource: target.queue,
        // What waits a day in the queue has still three of its four days as a dead letter.
        severity: keptDead === kept ? 'warning' : 'error',
        message: `The dead-letter queue keeps messages for ${inDays(keptDead)}, its queue for ${inDays(kept)}: since a dead letter keeps its age, it may expire before anybody has seen it.`,
        remedy: 'Give the dead-letter queue a longer MessageRetentionPeriod than the queue, at best 14 days.',
      },
    ];
  },
};

/** A message comes back after each visibility timeout; one that expires before its last receive never becomes a dead letter. */
function goneBefore(queue: Resource): Problem | undefined {
  const kept = retention(queue);
  const visibility = queue.number(['VisibilityTimeout'], DEFAULT_VISIBILITY_SECONDS);
  const receives = queue.number(['RedrivePolicy', 'maxReceiveCount'], DEFAULT_RECEIVES);
  if (kept instanceof Unknown || visibility instanceof Unknown || receives instanceof Unknown)
    return undefined;
  const taken = visibility * receives;
  if (taken < kept) return undefined;
  return {
    resource: queue,
    severity: 'error',
    message: `${receives} receives of ${visibility} s each take ${taken} s, and the queue keeps a message for ${kept} s: what fails is gone before it becomes a dead letter.`,
    remedy: `Set MessageRetentionPeriod well above ${taken} s, or lower VisibilityTimeout or maxReceiveCount.`,
  };
}

function retention(queue: Resource): number | Unknown {
  return queue.number(['MessageRetentionPeriod'], DEFAULT_RETENTION_SECONDS);
}

function inDays(seconds: number): string {
  return seconds % DAY_SECONDS === 0 ? `${seconds / DAY_SECONDS} days` : `${seconds} seconds`;
}
