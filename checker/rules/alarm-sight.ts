import type { Resource } from '../../template/resource.ts';
import { textOf } from '../../template/scalars.ts';
import { allOf, anyOf, Unknown } from '../../template/unknown.ts';
import { at, items, type Value } from '../../template/value.ts';
import type { Place } from '../mentions.ts';
import { keyBehind, missingOnKey, serviceOfOwnKey } from '../policy/key-access.ts';
import { isAboutService } from '../policy/principals.ts';
import { policiesOf } from '../policy/resource-policy.ts';
import { merge, type Statement } from '../policy/statements.ts';
import type { Templates } from '../templates.ts';

const DEPTH = 'ApproximateNumberOfMessagesVisible';
const AGE = 'ApproximateAgeOfOldestMessage';

/** A metric that does not count what a redrive policy moves. */
export const SEES_SENT_ONLY = 'NumberOfMessagesSent';

/** Metrics that show a dead letter, however it came. */
const SEES_EVERY_ARRIVAL = [DEPTH, AGE];

/** Operators by which an alarm goes off when a number rises; those of anomaly bands have no threshold of their own. */
const RISING = /^GreaterThan/;
const BY_BAND = /^(?:GreaterThanUpperThreshold|LessThanLowerOrGreaterThanUpperThreshold)$/;

/** What SQS does where a queue says nothing. */
const DEFAULT_RETENTION_SECONDS = 345_600;

/** The queues that alarms watch; what finds them by a query may watch any. */
export const WATCHED_QUEUES: Place = {
  type: 'AWS::CloudWatch::Alarm',
  values: (alarm) => metricsOf(alarm).flatMap(queuesOf),
};

/** The queues that a metric is of, or a value that is not known where it may be of any. */
function queuesOf(metric: Value): readonly Value[] {
  if (metric instanceof Unknown) return [metric];
  if (typeof metric === 'string') return findsQueues(metric) ? [new Unknown('it is found by a query')] : [];
  const dimensions = at(metric, ['Dimensions']);
  return items(dimensions).map((one) => (one instanceof Unknown ? one : at(one, ['Value'])));
}

/**
 * Whether an alarm tells of a dead letter in `queue`: that it does, that it may, or what is wrong with it, in words that
 * follow "the alarm X". Undefined where it is about something else.
 */
export function sightOf(
  alarm: Resource,
  queue: Resource,
  templates: Templates,
): true | Unknown | string | undefined {
  const metrics = metricsOf(alarm);
  const seen = metrics.map((metric) => isSeen(metric, queue, alarm, templates));
  const certain = metrics.filter((_, index) => seen[index] === true);
  const arriving = certain.filter((metric) =>
    SEES_EVERY_ARRIVAL.includes(textOf(at(metric, ['MetricName']))),
  );
  if (arriving.length === 0 && !seen.includes('by query')) {
    const unknown = seen.find((each) => each instanceof Unknown);
    if (unknown instanceof Unknown) return unknown;
    if (certain.some((metric) => at(metric, ['MetricName']) === SEES_SENT_ONLY)) return SEES_SENT_ONLY;
    return undefined;
  }
  if (!alarm.existsWith(queue))
    return Unknown.byCondition('an alarm', alarm.stack.path, alarm.condition ?? '');
  const isEnabled = alarm.boolean(['ActionsEnabled'], true);
  if (isEnabled instanceof Unknown) return isEnabled;
  const isPart = isPartOfAnother(alarm, templates);
  if (isPart instanceof Unknown) return isPart;
  if (!isEnabled && !isPart)
    return 'has its actions switched off (ActionsEnabled: false), so that nobody is told';
  return goesOff(alarm, watched(arriving, metrics), queue) ?? (isPart || isHeard(alarm, templates));
}

/** What an alarm compares with its threshold: a metric, or a sum of those that count messages; of others nobody can tell. */
function watched(arriving: readonly Value[], metrics: readonly Value[]): Value {
  if (metrics.length === 1 && arriving.length === 1) return at(arriving[0], ['MetricName']);
  const [expression, ...others] = metrics.filter((metric) => typeof metric === 'string');
  const isCount = (metric: Value) =>
    typeof metric === 'string' || COUNTS.test(textOf(at(metric, ['MetricName'])));
  return typeof expression === 'string' &&
    others.length === 0 &&
    SUM.test(expression) &&
    metrics.every(isCount)
    ? DEPTH
    : undefined;
}

/** What counts messages, and the sum of such, gaps filled or not. */
const COUNTS = /^ApproximateNumberOfMessages/;
const SUM = /^\s*(?:FILL\(\w+,\s*0\)|\w+)(?:\s*\+\s*(?:FILL\(\w+,\s*0\)|\w+))*\s*$/;

/** The metric of an alarm, or those of its queries; of a query by a text, that text. */
function metricsOf(alarm: Resource): Value[] {
  const queries = alarm.property('Metrics');
  if (queries !== undefined) {
    return items(queries).map((query) => at(query, ['MetricStat', 'Metric']) ?? at(query, ['Expression']));
  }
  const [MetricName, Namespace, Dimensions] = (['MetricName', 'Namespace', 'Dimensions'] as const).map(
    (key) => alarm.property(key),
  );
  return [{ MetricName, Namespace, Dimensions }];
}

/** A query of Metrics Insights over all queues; one that chooses among them by a text cannot be told. */
const QUERY = /^\s*SELECT\b/i;
const CHOOSING = /\bWHERE\b/i;
const CHOOSING_ONE = /\bWHERE\s+"?QueueName"?\s*=\s*'([^']+)'\s*(?:$|GROUP\b|ORDER\b|LIMIT\b)/i;
const SEARCH = /\bSEARCH\s*\(/i;

function findsQueues(expression: string): boolean {
  const isOfArrivals = SEES_EVERY_ARRIVAL.some((name) => expression.includes(name));
  return (
    isOfArrivals && (SEARCH.test(expression) || (QUERY.test(expression) && /AWS\/SQS/i.test(expression)))
  );
}

function isSeen(
  metric: Value,
  queue: Resource,
  alarm: Resource,
  templates: Templates,
): boolean | Unknown | 'by query' {
  // It may be the one that is looked for.
  if (metric instanceof Unknown) return metric;
  if (typeof metric === 'string') {
    if (QUERY.test(metric) && findsQueues(metric) && !CHOOSING.test(metric)) return 'by query';
    const [, chosen] = (QUERY.test(metric) && findsQueues(metric) && CHOOSING_ONE.exec(metric)) || [];
    if (chosen !== undefined) {
      const isIts = templates.isNameOf(chosen, queue, alarm);
      return isIts === true ? 'by query' : isIts;
    }
    return findsQueues(metric) ? new Unknown('an alarm finds its queues by a query') : false;
  }
  const [namespace, name] = [at(metric, ['Namespace']), at(metric, ['MetricName'])];
  const dimensions = at(metric, ['Dimensions']);
  for (const part of [namespace, name, dimensions]) if (part instanceof Unknown) return part;
  if (namespace !== 'AWS/SQS') return false;
  const unknown = items(dimensions).find((dimension) => dimension instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  // SQS has no metric of a queue that has another dimension beside its name.
  const isIts = items(dimensions).map((dimension) => {
    const name = at(dimension, ['Name']);
    if (name instanceof Unknown) return name;
    return name === 'QueueName' && templates.isNameOf(at(dimension, ['Value']), queue, alarm);
  });
  return isIts.length > 0 && allOf(isIts);
}

/** Why an alarm does not go off at one dead letter; of an expression nobody can tell, so it is taken to. */
function goesOff(alarm: Resource, metric: Value, queue: Resource): Unknown | string | undefined {
  const operator = alarm.property('ComparisonOperator');
  if (operator instanceof Unknown) return operator;
  if (typeof operator !== 'string' || BY_BAND.test(operator)) return undefined;
  if (alarm.property('Statistic') === 'SampleCount') return 'counts how often SQS reports, not dead letters';
  if (!RISING.test(operator)) return 'goes off when the number falls, which tells nothing of an arrival';
  const threshold = alarm.number(['Threshold'], 0);
  if (threshold instanceof Unknown || metric === undefined) {
    return threshold instanceof Unknown && metric !== undefined ? threshold : undefined;
  }
  const isExclusive = operator === 'GreaterThanThreshold';
  if (metric === DEPTH) {
    const first = isExclusive ? Math.floor(threshold) + 1 : Math.ceil(threshold);
    if (first < 1) return 'is on all the time, so that an arrival changes nothing';
    return first > 1 ? `goes off at ${first} dead letters, and is silent about fewer` : undefined;
  }
  const retention = queue.number(['MessageRetentionPeriod'], DEFAULT_RETENTION_SECONDS);
  return typeof retention === 'number' && threshold >= retention
    ? `goes off at an age of ${threshold} s, which no message reaches that is kept for ${retention} s`
    : undefined;
}

/** What a composite alarm's rule names: `ALARM("name")`, `OK(name)`, by name or ARN. */
const NAMED_IN_RULE = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"'()]+))\s*\)/g;

/** Whether a composite alarm tells of an alarm. */
function isPartOfAnother(alarm: Resource, templates: Templates): boolean | Unknown {
  const named = [templates.ref(alarm), templates.getAtt(alarm, 'Arn'), alarm.property('AlarmName')];
  const results = templates.ofType('AWS::CloudWatch::CompositeAlarm').map((composite) => {
    const rule = composite.property('AlarmRule');
    if (typeof rule !== 'string') return rule instanceof Unknown ? rule : false;
    const parts = [...rule.matchAll(NAMED_IN_RULE)].map(([, ...names]) => names.find((name) => name) ?? '');
    const isPart = parts.some((part) => named.includes(part) || named.includes(part.split(':alarm:').at(-1)));
    return isPart && composite.boolean(['ActionsEnabled'], true);
  });
  return anyOf(results);
}

/** Whether somebody may hear an alarm: one that has no actions may be looked at. */
function isHeard(alarm: Resource, templates: Templates): true | Unknown | string {
  const actions = items(alarm.property('AlarmActions'));
  const others = ['OKActions', 'InsufficientDataActions'].flatMap((key) => items(alarm.property(key)));
  if (actions.length === 0 && others.length > 0)
    return 'tells somebody only when it is over, or has no data, and has no AlarmActions';
  const misnamed = actions.map((action) => templates.said(action)).find((each) => each?.said === 'name');
  if (misnamed) return `names ${misnamed.resource.logicalId} by its name, where CloudWatch asks for the ARN`;
  const closed = actions.map((action) => {
    const topic = templates.resourceBehind(action, alarm);
    return topic?.type === 'AWS::SNS::Topic' ? closedToAlarms(topic, templates) : undefined;
  });
  if (actions.length === 0 || closed.includes(undefined)) return true;
  const reason = closed.find((each) => typeof each === 'string');
  return reason ?? (closed.find((each) => each instanceof Unknown) as Unknown);
}

/** Why CloudWatch may not publish to a topic. A policy of its own takes the place of the one that lets the account in. */
function closedToAlarms(topic: Resource, templates: Templates): string | Unknown | undefined {
  const key = topic.property('KmsMasterKeyId');
  if (key instanceof Unknown) return key;
  if (serviceOfOwnKey(key) === 'sns') {
    return `tells ${topic.logicalId}, whose key alias/aws/sns CloudWatch may not use, so that nobody is told`;
  }
  const isCloudWatch = (statement: Statement) => isAboutService(statement, 'cloudwatch');
  const own = keyBehind(key, topic, templates);
  if (own) {
    const { missing, unknown } = missingOnKey(own, ['kms:Decrypt', 'kms:GenerateDataKey'], isCloudWatch);
    if (missing.length > 0) {
      return (
        unknown ??
        `tells ${topic.logicalId}, whose key ${own.logicalId} CloudWatch may not use, so that nobody is told`
      );
    }
  }
  const policies = policiesOf(topic, templates);
  const { statements, unknown } = merge(policies);
  // An account may mean the alarms that are its own.
  const letting = statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      (isCloudWatch(statement) || statement.principals.some(({ type }) => type === 'AWS')),
  );
  if (policies.length === 0 || letting.length > 0) return undefined;
  return (
    unknown ??
    `tells ${topic.logicalId}, whose policy does not let CloudWatch publish, so that nobody is told`
  );
}
