import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { at, items, type Value } from '../../template/value.ts';
import { deadLetterTargets } from '../pipeline/dead-letters.ts';
import type { Templates } from '../templates.ts';
import { notChecked, type Rule } from './rule.ts';

/** Metrics that show a dead letter, however it came. */
const SEES_EVERY_ARRIVAL = ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'];

/** A metric that does not count what a redrive policy moves. */
const SEES_SENT_ONLY = 'NumberOfMessagesSent';

/**
 * An alarm goes off when a dead letter arrives. It looks at what lies in the queue: `NumberOfMessagesSent` does not count
 * what the queue itself moves there.
 */
export const deadLetterAlarm: Rule<'dead-letter-alarm'> = {
  id: 'dead-letter-alarm',
  asks: 'an alarm watches what lies in each dead-letter queue',
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
      const watching = metricsOn(queue, templates);
      const certain = watching
        .filter(({ alarm, isOfQueue }) => isOfQueue === true && alarm.existsWith(queue))
        .map(({ metric }) => metric);
      if (certain.some(seesEveryArrival)) return [];
      const unknown = reasonOf(watching, queue);
      if (unknown) return [notChecked(queue, 'whether an alarm watches the dead-letter queue', unknown)];
      const seesSent = certain.includes(SEES_SENT_ONLY);
      const message = seesSent
        ? `The alarm of the dead-letter queue sees ${SEES_SENT_ONLY} alone, which does not count what the queue moves there.`
        : 'No alarm watches the dead-letter queue: nobody learns of a dead letter before it expires.';
      const remedy = `Add an alarm on ${SEES_EVERY_ARRIVAL[0]} of the queue, above 0.`;
      return [{ resource: queue, severity: 'warning' as const, message, remedy }];
    });
    return [...problems, ...unseenProblems];
  },
};

interface WatchedMetric {
  readonly alarm: Resource;
  readonly metric: Value;
  /** Whether it is certain that the metric is one of the queue. */
  readonly isOfQueue: true | Unknown;
}

/** What alarms look at that is, or may be, a metric of the queue. */
function metricsOn(queue: Resource, templates: Templates): WatchedMetric[] {
  return templates.ofType('AWS::CloudWatch::Alarm').flatMap((alarm) => {
    const whole = ['MetricName', 'Namespace', 'Dimensions'] as const;
    const [MetricName, Namespace, Dimensions] = whole.map((key) => alarm.property(key));
    const single = { MetricName, Namespace, Dimensions };
    if (isRising(alarm) === false) return [];
    const metrics = [
      single,
      ...items(alarm.property('Metrics')).map((query) => at(query, ['MetricStat', 'Metric'])),
    ];
    return metrics.flatMap((metric): WatchedMetric[] => {
      // It may be the one that is looked for.
      if (metric instanceof Unknown) return [{ alarm, metric: SEES_EVERY_ARRIVAL[0], isOfQueue: metric }];
      if (at(metric, ['Namespace']) !== 'AWS/SQS') return [];
      const isOfQueue = isQueueOf(at(metric, ['Dimensions']), queue, templates);
      return isOfQueue === false ? [] : [{ alarm, metric: at(metric, ['MetricName']), isOfQueue }];
    });
  });
}

/** An alarm that goes off when a number falls tells nothing of an arrival. */
function isRising(alarm: Resource): boolean {
  const operator = alarm.property('ComparisonOperator');
  return typeof operator !== 'string' || !operator.startsWith('LessThan');
}

function isQueueOf(dimensions: Value, queue: Resource, templates: Templates): boolean | Unknown {
  if (dimensions instanceof Unknown) return dimensions;
  const unknown = items(dimensions).find((dimension) => dimension instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  const names = items(dimensions)
    .filter((dimension) => at(dimension, ['Name']) === 'QueueName')
    .map((dimension) => at(dimension, ['Value']));
  if (names.some((name) => isNamed(name, queue, templates))) return true;
  return names.find((name) => name instanceof Unknown) ?? false;
}

function seesEveryArrival(metric: Value): boolean {
  return typeof metric === 'string' && SEES_EVERY_ARRIVAL.includes(metric);
}

function isNamed(name: Value, queue: Resource, templates: Templates): boolean {
  return typeof name === 'string' && templates.named('AWS::SQS::Queue', 'QueueName', name) === queue;
}

function reasonOf(watching: readonly WatchedMetric[], queue: Resource): Unknown | undefined {
  for (const { alarm, metric, isOfQueue } of watching) {
    if (!seesEveryArrival(metric)) continue;
    if (isOfQueue instanceof Unknown) return isOfQueue;
    if (!alarm.existsWith(queue)) return new Unknown(`an alarm depends on the condition ${alarm.condition}`);
  }
  return undefined;
}
