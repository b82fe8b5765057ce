import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { at, items } from '../../template/value.ts';
import { deadLetterTargets } from '../pipeline/dead-letters.ts';
import type { Templates } from '../templates.ts';
import { unwrittenBeside } from '../unwritten.ts';
import { SEES_SENT_ONLY, sightOf, WATCHED_QUEUES } from './alarm-sight.ts';
import { notChecked, type Rule } from './rule.ts';

/**
 * An alarm goes off when a dead letter arrives. It looks at what lies in the queue: `NumberOfMessagesSent` does not count
 * what the queue itself moves there.
 */
export const deadLetterAlarm: Rule<'dead-letter-alarm'> = {
  id: 'dead-letter-alarm',
  asks: 'an alarm watches what lies in each dead-letter queue',
  inFull:
    'an alarm watches what lies in each dead-letter queue, goes off at the first, is not on all the time, and reaches somebody, by itself or by a composite alarm: `ApproximateNumberOfMessagesVisible`, alone, in an expression or a query, or `ApproximateAgeOfOldestMessage`. `NumberOfMessagesSent` does not count what a queue moves',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
  check(pipeline, { templates }) {
    const targets = deadLetterTargets(pipeline, templates);
    const unseen = targets.filter(({ queue, of }) => queue === undefined && of !== 'function');
    const queues = targets.flatMap(({ queue }) => queue ?? []);
    const unseenProblems = unseen.map(({ owner, arn }) => {
      const unknown =
        arn instanceof Unknown ? arn : new Unknown(`${templates.spell(arn)} is not in the template`);
      return notChecked(owner, 'whether an alarm watches the dead-letter queue', unknown);
    });
    const problems = [...new Set(queues)].flatMap((queue) => {
      const sights = templates
        .mentioning(WATCHED_QUEUES, queue)
        .map((alarm) => ({ alarm, sight: sightOf(alarm, queue, templates) }));
      if (sights.some(({ sight }) => sight === true)) return [];
      const unknown =
        sights.map(({ sight }) => sight).find((sight) => sight instanceof Unknown) ?? unwrittenBeside(queue);
      if (unknown instanceof Unknown) {
        return [notChecked(queue, 'whether an alarm watches the dead-letter queue', unknown)];
      }
      const remedy = 'Add an alarm on ApproximateNumberOfMessagesVisible of the queue, above 0.';
      return [
        {
          resource: queue,
          severity: 'warning' as const,
          message: messageOf(queue, sights, templates),
          remedy,
        },
      ];
    });
    return [...problems, ...unseenProblems];
  },
};

function messageOf(
  queue: Resource,
  sights: readonly { alarm: Resource; sight: ReturnType<typeof sightOf> }[],
  templates: Templates,
): string {
  const near = sights.find(({ sight }) => typeof sight === 'string' && sight !== SEES_SENT_ONLY);
  if (near) return `The alarm ${near.alarm.logicalId} of the dead-letter queue ${near.sight}.`;
  if (sights.some(({ sight }) => sight === SEES_SENT_ONLY)) {
    return `The alarm of the dead-letter queue sees ${SEES_SENT_ONLY} alone, which does not count what the queue moves there.`;
  }
  const misnamed = sights.find(({ alarm }) => isMisnamed(alarm, queue, templates));
  return misnamed
    ? `The alarm ${misnamed.alarm.logicalId} names the dead-letter queue by its URL or ARN, and the metric has its name: it never goes off.`
    : 'No alarm watches the dead-letter queue: nobody learns of a dead letter before it expires.';
}

/** An alarm whose dimension refers to the queue by something else than its name. */
function isMisnamed(alarm: Resource, queue: Resource, templates: Templates): boolean {
  return items(alarm.property('Dimensions')).some((dimension) => {
    const said = templates.said(at(dimension, ['Value']));
    return said?.resource === queue && said.said !== 'name';
  });
}
