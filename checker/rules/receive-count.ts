import { Unknown } from '../../template/unknown.ts';
import { deadLetterTargets } from '../pipeline/dead-letters.ts';
import { MAPPED_QUEUES } from '../pipeline/find-pipelines.ts';
import { notChecked, type Rule } from './rule.ts';

/** What Lambda advises. */
const FEWEST_RECEIVES = 5;

/** What SQS does where a redrive policy says nothing. */
const DEFAULT_RECEIVES = 10;

/**
 * A message is received five times at least before it is dead. Lambda's throttles and crashes use up receives too, so
 * with fewer a short outage fills the dead-letter queue. Where a function reads the dead-letter queue, it is the next
 * stage of retrying, and what the first one allows is not the end.
 */
export const receiveCount: Rule<'receive-count'> = {
  id: 'receive-count',
  asks: 'a message is received five times at least before it is a dead letter',
  inFull: '`maxReceiveCount` is 5 or more, unless a function reads the dead-letter queue and so goes on',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check(pipeline, { templates }) {
    const target = deadLetterTargets(pipeline, templates).find(({ of }) => of === 'queue');
    if (!target) return [];
    const count = target.owner.number(['RedrivePolicy', 'maxReceiveCount'], DEFAULT_RECEIVES);
    if (count instanceof Unknown) return [notChecked(target.owner, 'how often a message is received', count)];
    const mappings = target.queue
      ? templates.mentioning(MAPPED_QUEUES, target.queue)
      : templates.ofType('AWS::Lambda::EventSourceMapping');
    const isNextStage = mappings.some(
      (mapping) =>
        (target.queue !== undefined &&
          templates.isArnOf(mapping.property('EventSourceArn'), target.queue, mapping) === true) ||
        templates.isSameResource(mapping.property('EventSourceArn'), target.arn, mapping) === true,
    );
    if (count >= FEWEST_RECEIVES || isNextStage) return [];
    return [
      {
        resource: target.owner,
        severity: 'warning',
        message: `A message is dead after ${count} ${count === 1 ? 'receive' : 'receives'}, which a throttle or an outage of minutes uses up.`,
        remedy: `Set maxReceiveCount to ${FEWEST_RECEIVES} at least, or to as many receives as the longest outage takes that you want to ride out.`,
      },
    ];
  },
};
